import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';

/** Counts are capped, so that a scrape stays cheap during a backlog of millions. */
export const countedAtMost = 100_000;

export interface OutboxSize {
  /** Pending events, including failed ones that are retried. */
  pending: number;
  /** Age of the oldest pending event; 0 without any. */
  oldestSeconds: number;
  /** Dead letters. */
  dead: number;
}

/** A bitmap scan would read the whole index before LIMIT applies. */
const walkIndexes = statement('walk-indexes', 'SET LOCAL enable_bitmapscan = off');

// In the order of its partial index, so that the index scan stops at the LIMIT.
const waiting = (attempts: string) => `
  (SELECT event_id FROM outbox WHERE attempts ${attempts} AND dead_at IS NULL ORDER BY next_at LIMIT ${countedAtMost})`;

// The time in the UUIDv7 is the only record of a failed event's age in the outbox.
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

/** The size of the outbox, each count capped at `countedAtMost`. */
export async function readOutboxSize(db: Database): Promise<OutboxSize> {
  // In a transaction, which disables sequential scans; see `readPendingEvents`.
  const [size] = await db.queryTogether<OutboxSize & object>([
    [walkIndexes, []],
    [readSize, []],
  ]);
  if (!size) throw new Error('counting the outbox returned no row');
  return size;
}
