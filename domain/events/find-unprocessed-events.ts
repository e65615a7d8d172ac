import type { Database } from '../../platform/database.js';
import { statement } from '../../platform/statement.js';

/** Old enough that the fast path must have lost them; oldest first, so that nobody waits behind newer ones. */
const unprocessed = statement(
  'find-unprocessed-events',
  `SELECT id FROM events
   WHERE processed_at IS NULL AND occurred_at < statement_timestamp() - interval '2 seconds'
   ORDER BY occurred_at
   LIMIT $1`,
);

/** Ids of events that nobody was told of though they are two seconds old. */
export async function findUnprocessedEvents(db: Database, limit: number): Promise<string[]> {
  const rows = await db.query<{ id: string }>(unprocessed, [limit]);
  return rows.map(({ id }) => id);
}
