import fc from 'fast-check';
import { statement } from '../../platform/postgres/statement.js';

/** The same from all rows there are. */
export const counted = `
  SELECT count(*) FILTER (WHERE is_active)::int AS "activeBookings",
         (SELECT count(*)::int FROM slots JOIN lots l ON l.id = lot_id
            WHERE l.business_id = ANY($1) AND retired_at IS NULL)
           - count(*) FILTER (WHERE is_active AND starts_at <= now() AND is_let)::int AS "freeSlots",
         count(*) FILTER (WHERE status = 'completed' AND (ends_at AT TIME ZONE timezone)::date = today)::int
           AS "completedToday",
         (SELECT count(*)::int FROM payments WHERE status = 'pending' AND business_id = ANY($1)) AS "pendingPayments",
         coalesce((
           SELECT jsonb_agg(jsonb_build_object('currency', currency, 'amount', amount) ORDER BY currency) FROM (
             SELECT currency, sum(p.amount) AS amount
             FROM payments p JOIN bookings b ON b.id = booking_id JOIN lots l ON l.id = lot_id
             WHERE p.status = 'verified' AND p.business_id = ANY($1)
               AND (verified_at AT TIME ZONE timezone)::date = (now() AT TIME ZONE timezone)::date
             GROUP BY 1
           ) AS sums), '[]') AS "revenueToday"
  FROM (
    SELECT b.*, timezone, retired_at IS NULL AS is_let, status = 'active' AND ends_at > now() AS is_active, (now() AT TIME ZONE timezone)::date AS today
    FROM bookings b JOIN lots l ON l.id = lot_id JOIN slots s ON s.id = slot_id WHERE b.business_id = ANY($1)
  ) AS b`;

/** As if the booking had been made earlier, so that it is over since a moment ago. */
export const shift = statement(
  'shift',
  `
  WITH moved AS (
    UPDATE bookings SET starts_at = starts_at - by, ends_at = ends_at - by, warn_at = NULL
    FROM (
      SELECT id, date_trunc('milliseconds', ends_at - now()) + interval '1 second' AS by
      FROM bookings WHERE id = $1 AND status = 'active'
    ) AS late
    WHERE bookings.id = late.id RETURNING late.*
  )
  UPDATE payments SET period_starts_at = period_starts_at - by, period_ends_at = period_ends_at - by
  FROM moved WHERE booking_id = moved.id`,
);

const actions = [
  ...['create', 'create', 'ahead', 'renew', 'cancel', 'decline', 'verify', 'verify', 'reject', 'refund'],
  ...['pass', 'sweep', 'sweep', 'fold', 'grow', 'retire', 'restore'],
] as const;
export const step = fc.record({ action: fc.constantFrom(...actions), which: fc.nat({ max: 9 }) });
export type Step = typeof step extends fc.Arbitrary<infer Each> ? Each : never;

/** A booking that begins $4 times 20 minutes from now, if its slot is free. */
export const bookAhead = `WITH slot AS (SELECT id FROM slots WHERE id = $1 FOR NO KEY UPDATE),
         booked AS (
           INSERT INTO bookings (slot_id, lot_id, business_id, user_id, vehicle_plate, starts_at, ends_at)
           SELECT slot.id, lots.id, business_id, $3, 'P', now() + $4 * interval '20 minutes',
                  now() + $4 * interval '40 minutes'
           FROM lots, slot WHERE lots.id = $2 RETURNING *
         )
         INSERT INTO payments (
           booking_id, business_id, user_id, method, amount, currency, period_starts_at, period_ends_at, paid_seconds
         )
         SELECT id, business_id, user_id, 'cash', 7, 'CHF', starts_at, ends_at, 1200 FROM booked`;
