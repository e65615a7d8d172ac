import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';

/** Up to which events are counted, so that a scrape costs no more during a backlog of millions. */
export const countedAtMost = 100_000;

export interface OutboxSize {
  /** Events that are still to be told, those that have failed and are tried again included. */
  pending: number;
  /** How long ago the oldest of these happened; 0 when there is none. */
  oldestSeconds: number;
  /** Events that were given up. */
  dead: number;
}

/** A bitmap of all that is in an index would be made before the first row is counted. */
const walkIndexes = statement('walk-indexes', 'SET LOCAL enable_bitmapscan = off');

// Each in the order of its partial index, so that the walk ends where counting does.
const waiting = (attempts: string) => `
  (SELECT event_id FROM outbox WHERE attempts ${attempts} AND dead_at IS NULL ORDER BY next_at LIMIT ${countedAtMost})`;

// Ids of events hold the time at which they were made (UUIDv7): what has failed says nowhere else how old it is.
const readSize = statement(
  'read-outbox-size',
  `SELECT count(*)::int AS pending,
          greatest(0, coalesce(
            extract(epoch FROM statement_timestamp() - min(uuid_extract_timestamp(event_id))), 0
          ))::float8 AS "oldestSeconds",
          (SELECT count(*)::int FROM (
             SELECT FROM outbox WHERE dead_at IS NOT NULL ORDER BY dead_at LIMIT ${countedAtMost}
           ) AS given_up) AS dead
   FROM (${waiting('= 0')} UNION ALL ${waiting('> 0')}) AS waiting`,
);

/** How much is in the outbox, each count up to `countedAtMost`. */
export async function readOutboxSize(db: Database): Promise<OutboxSize> {
  // By itself it would be given a plan that reads the whole outbox; see `readPendingEvents`.
  const [size] = await db.queryTogether<OutboxSize & object>([
    [walkIndexes, []],
    [readSize, []],
  ]);
  if (!size) throw new Error('counting the outbox returned no row');
  return size;
}
