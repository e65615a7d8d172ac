import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';

// By the partial index on ends_at of active bookings.
const read = statement(
  'read-expiry-lag',
  `SELECT greatest(0, coalesce(extract(epoch FROM clock_timestamp() - min(ends_at)), 0))::float8 AS seconds
   FROM bookings WHERE status = 'active' AND ends_at <= statement_timestamp()`,
);

/** Seconds since the end of the oldest booking that the sweep has not completed yet; 0 without any. */
export async function readExpiryLag(db: Database): Promise<number> {
  // In a transaction, which disables sequential scans.
  const [lag] = await db.queryTogether<{ seconds: number }>([[read, []]]);
  return lag?.seconds ?? 0;
}
