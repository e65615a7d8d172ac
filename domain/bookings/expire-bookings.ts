import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';
import { bookingFactsColumn, factsTables } from './booking-view.js';

export interface Expired {
  bookings: number;
  /** How long after its end each one was completed. */
  lateSeconds: number[];
  /** Recorded events, to be announced by the caller. */
  eventIds: string[];
}

/**
 * The database's time that deadlines are compared with: stable within the statement, so that (unlike clock_timestamp()) it can bound
 * an index scan; otherwise every sweep would read all active bookings.
 */
const sweepTime = 'statement_timestamp()';

/**
 * Completes bookings and inserts their events in one statement. Locked rows are skipped; a later sweep sees them again.
 *
 * Facts are computed once for both events of a booking (MATERIALIZED). Ids are returned by type, so that most notify jobs lock
 * either users' or owners' inboxes, and do not wait for each other.
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
           (SELECT coalesce(array_agg(extract(epoch FROM clock_timestamp() - ends_at)::float8), '{}') FROM expired) AS "lateSeconds",
           (SELECT coalesce(array_agg(id ORDER BY type), '{}') FROM recorded) AS "eventIds"`,
  );

const expireBatch = expire('expire-due-bookings', 'ORDER BY ends_at LIMIT $1');
const expireOne = expire('expire-one-booking', 'AND id = $1');

/** Completes up to `limit` due bookings, earliest first. Safe to run concurrently. */
export const expireDueBookings = (db: Database, limit: number) => expireWith(db, expireBatch, limit);

/** Completes one booking if it is due, as the sweep would. */
export async function expireBooking(db: Database, bookingId: string): Promise<void> {
  db.announce((await expireWith(db, expireOne, bookingId)).eventIds);
}

async function expireWith(db: Database, sql: typeof expireBatch, value: number | string): Promise<Expired> {
  const [expired = { bookings: 0, lateSeconds: [], eventIds: [] }] = await db.query<Expired>(sql, [value]);
  return expired;
}
