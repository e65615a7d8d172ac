import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';
import { conflict } from '../errors.js';
import { deadEvents, filterValues, type DeadEventFilter } from './dead-events.js';
import { countedAtMost } from './read-outbox-size.js';

const lock = (ofBooking: boolean) =>
  statement(
    'lock-dead-events',
    `SELECT event_id AS id FROM ${deadEvents(ofBooking)} LIMIT $4 FOR UPDATE OF outbox SKIP LOCKED`,
  );

const lockAll = lock(false);
const lockOfBooking = lock(true);

// attempts = 1: retried alone, as a failed event, with all but one attempt left.
const revive = statement(
  'retry-dead-events',
  `UPDATE outbox SET dead_at = NULL, attempts = 1, next_at = clock_timestamp() WHERE event_id = ANY ($1)`,
);

/** More than the caller was shown would be touched. */
export const countChanged = (count: number) =>
  conflict('count_changed', `By now it would touch ${count}. Nothing was done. Look again.`, { count });

/**
 * Makes dead letters of the outbox due again.
 * @param expected how many there may be at most; without it, any number.
 * @returns their number.
 * @throws DomainError `count_changed` when there are more; nothing has changed then.
 */
export function retryDeadEvents(
  db: Database,
  filter: DeadEventFilter = {},
  expected?: number,
): Promise<number> {
  return db.transaction(async (tx) => {
    const statement = filter.bookingId === undefined ? lockAll : lockOfBooking;
    const limit = expected === undefined ? null : countedAtMost + 1;
    const rows = await tx.query<{ id: string }>(statement, [...filterValues(filter), limit]);
    if (expected !== undefined && rows.length > expected) throw countChanged(rows.length);
    await tx.query(revive, [rows.map(({ id }) => id)]);
    return rows.length;
  });
}
