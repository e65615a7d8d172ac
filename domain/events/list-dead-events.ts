import type { DeadEvent, DeadEventsPage, DeadEventsQuery } from '../../contract/api/operations.js';
import type { Database } from '../../platform/postgres/database.js';
import { isoInstant, microseconds } from '../../platform/postgres/sql.js';
import { statement } from '../../platform/postgres/statement.js';
import { beyondLastId, decodeMomentCursor, pageOf } from '../lists/cursor.js';
import { deadEvents, filterValues } from './dead-events.js';
import { countedAtMost } from './read-outbox-size.js';

const statements = (ofBooking: boolean) => ({
  list: statement(
    'list-dead-events',
    `SELECT events.id, events.type AS event, booking_id AS "bookingId", ${isoInstant('occurred_at')} AS "occurredAt",
            ${isoInstant('dead_at')} AS "deadAt", attempts, last_error AS error,
            ${microseconds('dead_at')} || ':' || events.id AS place
     FROM ${deadEvents(ofBooking)}
       AND (dead_at, event_id) < (coalesce(timestamptz 'epoch' + $4::bigint * interval '1 microsecond', 'infinity'), $5::uuid)
     ORDER BY dead_at DESC, event_id DESC LIMIT $6`,
  ),
  count: statement(
    'count-dead-events',
    `SELECT count(*)::int AS count FROM (SELECT FROM ${deadEvents(ofBooking)} LIMIT ${countedAtMost}) AS found`,
  ),
});

const all = statements(false);
const ofBooking = statements(true);

/** Lists dead letters with their errors, newest first. @throws DomainError `invalid_cursor` */
export async function listDeadEvents(
  db: Database,
  { limit, cursor, ...filter }: DeadEventsQuery,
): Promise<DeadEventsPage> {
  const { list, count } = filter.bookingId === undefined ? all : ofBooking;
  const before = cursor === undefined ? { microseconds: null, id: beyondLastId } : decodeMomentCursor(cursor);
  const values = filterValues(filter);
  const rows = await db.query<DeadEvent & { place: string }>(list, [
    ...values,
    before.microseconds,
    before.id,
    limit + 1,
  ]);
  const [counted] = await db.query<{ count: number }>(count, values);
  const { items, nextCursor } = pageOf(rows, limit, ({ place }) => place);
  return { items: items.map(({ place, ...event }) => event), nextCursor, count: counted?.count ?? 0 };
}
