import type { Database } from '../../platform/database.js';
import { statement } from '../../platform/statement.js';

/** Old enough that the fast path must have lost them; oldest first, so that nobody waits behind newer ones. */
const unprocessed = statement(
  'find-unprocessed-events',
  `SELECT id FROM events
   WHERE processed_at IS NULL AND next_at IS NULL AND occurred_at < statement_timestamp() - interval '2 seconds'
   ORDER BY occurred_at
   LIMIT $1`,
);

const due = statement(
  'find-set-aside-events',
  `SELECT id FROM events
   WHERE processed_at IS NULL AND next_at <= statement_timestamp()
   ORDER BY next_at
   LIMIT $1`,
);

/** Ids of events that nobody was told of though they are two seconds old, without those that were set aside. */
export const findUnprocessedEvents = (db: Database, limit: number) => find(db, unprocessed, limit);

/** Ids of events that were set aside until now. */
export const findSetAsideEvents = (db: Database, limit: number) => find(db, due, limit);

async function find(db: Database, which: typeof due, limit: number): Promise<string[]> {
  const rows = await db.query<{ id: string }>(which, [limit]);
  return rows.map(({ id }) => id);
}
