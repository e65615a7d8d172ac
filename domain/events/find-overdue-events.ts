import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';

/** Oldest first, so that newer events cannot starve them. */
const overdue = statement(
  'find-overdue-events',
  `SELECT event_id AS id FROM outbox
   WHERE attempts = 0 AND dead_at IS NULL AND next_at <= statement_timestamp() - make_interval(secs => $2)
   ORDER BY next_at
   LIMIT $1`,
);

const due = statement(
  'find-events-to-retry',
  `SELECT event_id AS id FROM outbox
   WHERE attempts > 0 AND dead_at IS NULL AND next_at <= statement_timestamp()
   ORDER BY next_at
   LIMIT $1`,
);

/** Ids of events that have been overdue for `bySeconds`, without failed ones. */
export const findOverdueEvents = (db: Database, limit: number, bySeconds = 0) =>
  find(db, overdue, [limit, bySeconds]);

/** Ids of failed events whose backoff has elapsed. */
export const findEventsToRetry = (db: Database, limit: number) => find(db, due, [limit]);

async function find(db: Database, which: typeof due, values: number[]): Promise<string[]> {
  const rows = await db.query<{ id: string }>(which, values);
  return rows.map(({ id }) => id);
}
