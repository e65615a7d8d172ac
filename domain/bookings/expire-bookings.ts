import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';
import { bookingFactsColumn, factsTables } from './booking-view.js';

export interface Expired {
  bookings: number;
  /** The events to tell people of, which the caller announces. */
  eventIds: string[];
}

/**
 * What deadlines are compared with, the start of the statement: never early, and unlike clock_timestamp() usable as the
 * bound of an index scan, without which every sweep would read all active bookings.
 */
const sweepTime = 'statement_timestamp()';

/**
 * Ends bookings and writes what happened, in one statement. A row that somebody holds is skipped; a later sweep sees what
 * became of it.
 *
 * Facts are made once for both events of a booking (MATERIALIZED). The ids come by type: most jobs tell users
 * alone or owners alone, and those of the one kind do not wait for the inboxes that those of the other kind hold.
 */
const expire = (name: string, which: string) =>
  statement(
    name,
    `WITH due AS (
      SELECT id FROM bookings
      WHERE status = 'active' AND ends_at <= ${sweepTime} ${which}
      FOR UPDATE SKIP LOCKED
    ),
    expired AS (
      UPDATE bookings SET status = 'completed' FROM due WHERE bookings.id = due.id RETURNING bookings.*
    ),
    told AS MATERIALIZED (
      SELECT b.id, b.business_id, ${bookingFactsColumn} AS facts
      ${factsTables('expired')}
    ),
    recorded AS (
      INSERT INTO events (type, booking_id, business_id, payload)
      SELECT type, told.id, told.business_id, told.facts
      FROM told CROSS JOIN (VALUES ('booking.expired'), ('slot.released')) AS kinds (type)
      ON CONFLICT DO NOTHING
      RETURNING id, type
    )
    SELECT (SELECT count(*) FROM expired) AS bookings,
           (SELECT coalesce(array_agg(id ORDER BY type), '{}') FROM recorded) AS "eventIds"`,
  );

const expireBatch = expire('expire-due-bookings', 'ORDER BY ends_at LIMIT $1');
const expireOne = expire('expire-one-booking', 'AND id = $1');

/** Ends up to `limit` bookings whose deadline has passed, earliest first. Safe to run any number of times at once. */
export const expireDueBookings = (db: Database, limit: number) => expireWith(db, expireBatch, limit);

/** Ends one booking if its deadline has passed, as the sweep would have done a moment later. */
export async function expireBooking(db: Database, bookingId: string): Promise<void> {
  db.announce((await expireWith(db, expireOne, bookingId)).eventIds);
}

async function expireWith(db: Database, sql: typeof expireBatch, value: number | string): Promise<Expired> {
  const [expired = { bookings: 0, eventIds: [] }] = await db.query<Expired>(sql, [value]);
  return expired;
}
