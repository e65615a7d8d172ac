import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';

/** More are counted as so many. */
const countedAtMost = 1_000;

export interface OutboxTrouble {
  /** For how long the events that should have been processed first have been waiting for it; 0 when none is overdue. */
  overdueMs: number;
  /** Dead letters. */
  dead: number;
}

/** By the partial indexes of the outbox, so that it costs the same during a backlog of millions. */
const read = statement(
  'read-outbox-trouble',
  `SELECT greatest(0, coalesce(extract(epoch FROM statement_timestamp() - least(
            (SELECT min(next_at) FROM outbox WHERE attempts = 0 AND dead_at IS NULL),
            (SELECT min(next_at) FROM outbox WHERE attempts > 0 AND dead_at IS NULL)
          )), 0) * 1000)::float8 AS "overdueMs",
          (SELECT count(*)::int FROM (
             SELECT FROM outbox WHERE dead_at IS NOT NULL ORDER BY dead_at LIMIT ${countedAtMost}
           ) AS given_up) AS dead`,
);

/** What is wrong with the outbox. Events that wait for their next attempt, or for the next part of an audience, are not overdue. */
export async function readOutboxTrouble(db: Database): Promise<OutboxTrouble> {
  const [trouble] = await db.query<OutboxTrouble & Record<string, number>>(read);
  if (!trouble) throw new Error('reading the outbox returned no row');
  return trouble;
}
