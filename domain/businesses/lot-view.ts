import { isoInstant } from '../../platform/postgres/sql.js';

/** What everybody is told of a lot. Alias `l`. */
export const lotColumns = `
  l.id, l.business_id AS "businessId", l.name, l.address, l.timezone,
  jsonb_build_object('amount', l.hourly_rate_amount, 'currency', l.hourly_rate_currency) AS "hourlyRate",
  l.unpaid_bookings_per_user AS "unpaidBookingsPerUser"`;

const begun = 'b.starts_at <= statement_timestamp()';
/** Active and before its deadline, phrased for the partial index of active bookings. */
const notOver = `b.status = 'active' AND b.ends_at > statement_timestamp()`;

/** Joins the booking that holds a slot now, if any. One look-up per slot, in the index that prevents double booking: for few slots. */
export const holdsNow = (slotId: string) => `
  CROSS JOIN LATERAL (
    SELECT FROM bookings b
    WHERE b.slot_id = ${slotId} AND b.status = 'active'
      AND tstzrange(b.starts_at, b.ends_at) @> statement_timestamp()
    LIMIT 1
  ) AS holder`;

/**
 * Lots with their free slots, of a CTE `l` with rows of `lots`, which it continues. Counts taken slots: bookings that have begun, since
 * a slot has at most one at a time (`bookings_slot_free`). One scan for all lots: a generic plan made while there were few bookings
 * must not scan them per lot. Retired slots do not count, and may be taken by bookings that were made before.
 * @param more additional columns of `l`, each followed by a comma.
 */
export const withFreeSlots = (more: string) => `
  held AS MATERIALIZED (
    SELECT b.lot_id, count(*) FROM bookings b
    WHERE b.lot_id = ANY (ARRAY(SELECT id FROM l)) AND ${begun} AND ${notOver}
    GROUP BY b.lot_id
  ),
  unlet AS MATERIALIZED (
    SELECT s.lot_id, count(*) FROM slots s ${holdsNow('s.id')}
    WHERE s.lot_id = ANY (ARRAY(SELECT id FROM l)) AND s.retired_at IS NOT NULL
    GROUP BY s.lot_id
  )
  SELECT ${lotColumns}, ${more} l.slot_count AS "slotCount",
         l.slot_count - coalesce(held.count, 0) + coalesce(unlet.count, 0) AS "freeSlots"
  FROM l LEFT JOIN held ON held.lot_id = l.id LEFT JOIN unlet ON unlet.lot_id = l.id`;

/**
 * The slots of the lot $1. Reads the lot's active bookings once rather than per slot.
 * @param which a condition on `s`.
 * @param more additional columns of `s` and of its first booking `b`, each followed by a comma.
 */
export const slotsWith = (which: string, more = '') => `
  WITH first AS MATERIALIZED (
    SELECT b.slot_id, min(b.starts_at) AS starts_at, min(b.ends_at) AS ends_at FROM bookings b WHERE b.lot_id = $1 AND ${notOver} GROUP BY b.slot_id
  )
  SELECT s.id, s.code, ${more} (b.starts_at > statement_timestamp()) IS NOT false AS free,
         CASE WHEN b.starts_at > statement_timestamp() THEN ${isoInstant('b.starts_at')} END AS "freeUntil"
  FROM slots s LEFT JOIN first b ON b.slot_id = s.id
  WHERE s.lot_id = $1 AND ${which}
  ORDER BY s.code`;
