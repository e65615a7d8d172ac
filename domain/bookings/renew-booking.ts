import type { Database } from '../../platform/database.js';
import { conflict, type Problem } from '../../platform/errors.js';
import { secondsInterval, thisMoment } from '../../platform/sql.js';
import { statement } from '../../platform/statement.js';
import type { Caller } from '../accounts/caller.js';
import { lockUser } from '../accounts/lock-user.js';
import { changeStatement, recordChange, recordEvent } from '../events/record-change.js';
import { isOpen, lotClosed } from '../businesses/open-lots.js';
import { limitReached, type BookingLimits } from './booking-limits.js';
import { changedBookings, type BookingRecord } from './booking-view.js';
import { expireBooking } from './expire-bookings.js';
import { canUseBooking } from './policy.js';
import { failRenewal } from './fail-renewal.js';
import { findBooking } from './find-booking.js';

// The booking before its slot, as everything that locks both does. Once the slot is held, nobody can book it.
const lock = statement(
  'lock-booking-for-renewal',
  `WITH booking AS (SELECT id, slot_id FROM bookings WHERE id = $1 FOR UPDATE),
   slot AS (SELECT slots.id FROM slots JOIN booking ON booking.slot_id = slots.id FOR NO KEY UPDATE OF slots)
   SELECT booking.id FROM booking JOIN slot ON slot.id = booking.slot_id`,
);

const findClosed = statement('find-closed-lot', `SELECT FROM lots l WHERE l.id = $1 AND NOT ${isOpen('l')}`);

const renew = changeStatement(
  'renew-booking',
  `asked AS (
    SELECT id, slot_id, period.starts_at, period.extends_from + ${secondsInterval('$3')} AS ends_at
    FROM bookings, LATERAL (
      SELECT CASE status WHEN 'active' THEN starts_at ELSE ${thisMoment} END AS starts_at,
             greatest(ends_at, ${thisMoment}) AS extends_from
    ) AS period
    WHERE id = $2
  ),
  renewed AS (
    UPDATE bookings b
    SET status = 'active', starts_at = asked.starts_at, ends_at = asked.ends_at,
        warn_at = CASE WHEN asked.ends_at - ${secondsInterval('$4')} > clock_timestamp()
          THEN asked.ends_at - ${secondsInterval('$4')} END,
        warned_at = NULL,
        deadline_version = b.deadline_version + 1
    FROM asked
    WHERE b.id = asked.id AND NOT EXISTS (
      SELECT FROM bookings other
      WHERE other.slot_id = asked.slot_id AND other.id <> asked.id AND other.status = 'active'
        AND tstzrange(other.starts_at, other.ends_at) && tstzrange(asked.starts_at, asked.ends_at)
    )
    RETURNING b.*
  ),
  repriced AS (
    UPDATE payments
    SET amount = amount + ceil(lots.hourly_rate_amount::bigint * $3::int / 3600.0)::bigint
    FROM renewed JOIN lots ON lots.id = renewed.lot_id
    WHERE payments.booking_id = renewed.id AND payments.status = 'pending'
    RETURNING payments.*
  ),
  paid AS (
    SELECT * FROM repriced
    UNION ALL
    SELECT * FROM payments WHERE booking_id = $2 AND NOT EXISTS (SELECT FROM repriced)
  ),
  changed AS (${changedBookings('renewed', 'paid')})`,
);

/**
 * Moves the deadline to `max(endsAt, now) + durationSeconds` and starts a new deadline version. A completed booking
 * takes its slot again from now on, if the slot is free. The price is added to a payment that is still pending; one
 * that was decided stays as it is. The limits of its user count for a completed booking as for a new one.
 * @returns the booking, or the Problem 409 to answer with, of which the user was notified too.
 * @throws Problem 404 when the booking is not the caller's.
 */
export function renewBooking(
  db: Database,
  caller: Caller,
  bookingId: string,
  {
    durationSeconds,
    leadSeconds,
    limits,
  }: { durationSeconds: number; leadSeconds: number; limits: BookingLimits },
): Promise<BookingRecord | Problem> {
  return db.transaction(async (tx) => {
    await findBooking(tx, caller, bookingId, canUseBooking);
    await tx.query(lockUser, [caller.userId]);
    await tx.query(lock, [bookingId]);
    // A deadline that has passed is an expiry of its own, though the sweep has not come by yet.
    await expireBooking(tx, bookingId);

    const booking = await findBooking(tx, caller, bookingId, canUseBooking);
    if (booking.status !== 'active' && booking.status !== 'completed') {
      await failRenewal(tx, caller, booking, 'not_renewable', durationSeconds);
      return conflict(
        'not_renewable',
        'This booking was cancelled or declined and cannot be renewed. Book again.',
      );
    }

    const [closed] = await tx.query(findClosed, [booking.lotId]);
    if (closed) {
      await failRenewal(tx, caller, booking, 'lot_closed', durationSeconds);
      return lotClosed();
    }

    // One that is over becomes active again, and counts as one more.
    if (booking.status === 'completed') {
      const reached = await limitReached(tx, caller.userId, booking.lotId, { ...limits, newPerHour: 0 });
      if (reached) {
        await failRenewal(tx, caller, booking, 'too_many_bookings', durationSeconds);
        return reached;
      }
    }

    const renewed = await recordChange<BookingRecord>(
      tx,
      renew,
      [booking.id, durationSeconds, leadSeconds],
      [recordEvent('booking.renewed', caller.userId)],
    );
    if (renewed) return renewed;
    const { availableUntil } = await failRenewal(tx, caller, booking, 'slot_taken', durationSeconds);
    return conflict('slot_taken', 'Somebody else has booked this slot for some of that time.', {
      availableUntil,
    });
  });
}
