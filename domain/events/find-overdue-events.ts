import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';

/** The oldest first, so that nobody waits behind newer ones. */
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

/** Ids of events that nobody was told of in time, by so many seconds at least, without those that have failed. */
export const findOverdueEvents = (db: Database, limit: number, bySeconds = 0) =>
  find(db, overdue, [limit, bySeconds]);

/** Ids of events that have failed and are to be tried again by now. */
export const findEventsToRetry = (db: Database, limit: number) => find(db, due, [limit]);

async function find(db: Database, which: typeof due, values: number[]): Promise<string[]> {
  const rows = await db.query<{ id: string }>(which, values);
  return rows.map(({ id }) => id);
}
