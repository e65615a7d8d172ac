import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';

// attempts = 1: retried alone, as a failed event, with all but one attempt left.
const revive = statement(
  'retry-dead-events',
  `UPDATE outbox SET dead_at = NULL, attempts = 1, next_at = clock_timestamp()
   WHERE event_id = ANY (ARRAY(SELECT event_id FROM outbox WHERE dead_at IS NOT NULL FOR UPDATE SKIP LOCKED))
   RETURNING event_id`,
);

/** Makes all dead letters of the outbox due again. @returns their number. */
export async function retryDeadEvents(db: Database): Promise<number> {
  return (await db.query(revive)).length;
}
