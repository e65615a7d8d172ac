import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';

/** For how long the deadlines that are longest overdue have been waiting for their sweep, in seconds; 0 where none is. */
export interface DeadlineLag {
  /** Since the end of a booking that is not completed yet. */
  expirySeconds: number;
  /** Since a warning was due that was not given yet. */
  warningSeconds: number;
}

const overdue = (deadline: string, isOpen: string) => `
  SELECT greatest(0, coalesce(extract(epoch FROM clock_timestamp() - min(${deadline})), 0))::float8
  FROM bookings WHERE ${isOpen} AND ${deadline} <= statement_timestamp()`;

/**
 * Each is the first entry of a partial index. A booking that has ended without its warning counts in both until it is
 * completed: leaving it out would read all of those before the first that is left.
 */
const read = statement(
  'read-deadline-lag',
  `SELECT (${overdue('ends_at', `status = 'active'`)}) AS "expirySeconds",
          (${overdue('warn_at', `status = 'active' AND warned_at IS NULL`)}) AS "warningSeconds"`,
);

export async function readDeadlineLag(db: Database): Promise<DeadlineLag> {
  // In a transaction, which disables sequential scans.
  const [lag] = await db.queryTogether<{ expirySeconds: number; warningSeconds: number }>([[read, []]]);
  return lag ?? { expirySeconds: 0, warningSeconds: 0 };
}
