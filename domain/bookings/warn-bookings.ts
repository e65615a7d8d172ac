import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';
import { bookingFactsColumn, factsTables } from './booking-view.js';

export interface Warned {
  bookings: number;
  /** How long after it was due each warning was recorded. */
  lateSeconds: number[];
  /** Recorded events, to be announced by the caller. */
  eventIds: string[];
}

/**
 * A timely warning states the configured lead; a late one (after an outage) the remaining time, in whole minutes above one. See
 * `expire-bookings.ts` for clock and locks.
 */
const warn = statement(
  'warn-due-bookings',
  `WITH due AS (
    SELECT id FROM bookings
    WHERE status = 'active' AND warned_at IS NULL
      AND warn_at <= statement_timestamp() AND ends_at > statement_timestamp()
    ORDER BY warn_at LIMIT $1
    FOR UPDATE SKIP LOCKED
  ),
  warned AS (
    UPDATE bookings SET warned_at = clock_timestamp() FROM due WHERE bookings.id = due.id RETURNING bookings.*
  ),
  told AS (
    SELECT b.id, b.business_id, ${bookingFactsColumn} AS facts,
           extract(epoch FROM b.ends_at - b.warn_at)::int AS meant,
           ceil(extract(epoch FROM b.ends_at - b.warned_at))::int AS "left",
           b.warned_at - b.warn_at < interval '5 seconds' AS in_time
    ${factsTables('warned')}
  ),
  recorded AS (
    INSERT INTO events (type, booking_id, business_id, payload)
    SELECT 'booking.expiring', id, business_id,
           facts || jsonb_build_object('leadSeconds', CASE
             WHEN in_time THEN meant
             WHEN "left" > 60 THEN ceil("left" / 60.0)::int * 60
             ELSE "left" END)
    FROM told
    ON CONFLICT DO NOTHING
    RETURNING id
  )
  SELECT (SELECT count(*) FROM warned) AS bookings,
         (SELECT coalesce(array_agg(extract(epoch FROM warned_at - warn_at)::float8), '{}') FROM warned) AS "lateSeconds",
         (SELECT coalesce(array_agg(id), '{}') FROM recorded) AS "eventIds"`,
);

/** Warns of up to `limit` bookings that are about to expire, most urgent first. Safe to run concurrently. */
export async function warnDueBookings(db: Database, limit: number): Promise<Warned> {
  const [warned = { bookings: 0, lateSeconds: [], eventIds: [] }] = await db.query<Warned>(warn, [limit]);
  return warned;
}
