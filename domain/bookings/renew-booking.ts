import type { Database } from '../../platform/database.js';
import { conflict, type Problem } from '../../platform/errors.js';
import { secondsInterval } from '../../platform/sql.js';
import type { Caller } from '../accounts/caller.js';
import { lockUser } from '../accounts/lock-user.js';
import { changeStatement, recordChange, recordEvent } from '../events/record-change.js';
import { priceOf } from '../payments/price.js';
import { limitReached, type BookingLimits, type RenewalLimits } from './booking-limits.js';
import { changedBookings, paymentFacts, type BookingRecord } from './booking-view.js';
import { expireBooking } from './expire-bookings.js';
import { failRenewal } from './fail-renewal.js';
import { findBooking } from './find-booking.js';
import { lockOwnBookingAndSlot } from './lock-booking.js';
import { isSlotFree, newDeadline } from './occupy-slot.js';
import { canUseBooking } from './policy.js';
import { renewalPeriod } from './renewal-period.js';
import { whyNotRenewable, type RenewalRefusal } from './renewal-rules.js';

/**
 * The payments are locked and read as they are then: a verdict on the newest may have come while it was waited for, and
 * then it does not grow. Nor does it in another currency than the one that the lot has now.
 */
const renew = changeStatement(
  'renew-booking',
  `asked AS (
    SELECT b.id, b.slot_id, b.lot_id, period.starts_at, period.extends_from,
           period.extends_from + ${secondsInterval('$3')} AS ends_at
    FROM bookings b, ${renewalPeriod('b')} AS period
    WHERE b.id = $2
  ),
  renewed AS (
    UPDATE bookings b SET ${newDeadline('$4')}
    FROM asked WHERE b.id = asked.id AND ${isSlotFree}
    RETURNING b.*
  ),
  priced AS (
    SELECT asked.*, ${priceOf('l', '$3')} AS amount, l.hourly_rate_currency AS currency, l.business_id
    FROM renewed JOIN asked ON asked.id = renewed.id JOIN lots l ON l.id = asked.lot_id
  ),
  before AS MATERIALIZED (SELECT * FROM payments WHERE booking_id = $2 FOR NO KEY UPDATE),
  newest AS (SELECT * FROM before ORDER BY period_starts_at DESC LIMIT 1),
  grown AS (
    UPDATE payments
    SET amount = payments.amount + priced.amount, period_ends_at = priced.ends_at,
        paid_seconds = payments.paid_seconds + $3::int
    FROM newest, priced
    WHERE payments.id = newest.id AND payments.status = 'pending' AND payments.currency = priced.currency
    RETURNING payments.*
  ),
  added AS (
    INSERT INTO payments (
      booking_id, business_id, user_id, method, amount, currency, period_starts_at, period_ends_at, paid_seconds
    )
    SELECT priced.id, priced.business_id, newest.user_id, newest.method, priced.amount, priced.currency, priced.extends_from,
           priced.ends_at, $3::int
    FROM priced, newest WHERE NOT EXISTS (SELECT FROM grown)
    RETURNING *
  ),
  paid AS (
    SELECT * FROM grown UNION ALL SELECT * FROM added
    UNION ALL SELECT * FROM before WHERE id NOT IN (SELECT id FROM grown)
  ),
  shown AS (${changedBookings('renewed', 'paid')}),
  changed AS (SELECT shown.*, (SELECT id FROM added) AS "addedPaymentId" FROM shown)`,
);

const askForPayment = changeStatement(
  'ask-for-payment',
  `asked AS (SELECT * FROM payments WHERE id = $2),
  changed AS (${paymentFacts('asked')})`,
);

/**
 * Moves the deadline to `max(endsAt, now) + durationSeconds` and starts a new deadline version. A completed booking
 * takes its slot again from now on, if the slot is free. The price is added to the newest payment while that is pending;
 * once it was decided, whichever way, the new period has a payment of its own, of which the owner of the lot is told.
 * What was rejected is not asked for again.
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
  }: { durationSeconds: number; leadSeconds: number; limits: RenewalLimits },
): Promise<BookingRecord | Problem> {
  return db.transaction(async (tx) => {
    // On their way together: none needs what another one finds, and each sees what was committed while it waited.
    const [, , , booking] = await Promise.all([
      tx.query(lockUser, [caller.userId]),
      tx.query(lockOwnBookingAndSlot, [bookingId, caller.userId]),
      // A deadline that has passed is an expiry of its own, though the sweep has not come by yet.
      expireBooking(tx, bookingId),
      findBooking(tx, caller, bookingId, canUseBooking),
    ]);
    const refusal =
      whyNotRenewable(booking, durationSeconds, limits) ?? (await whyTooMany(tx, booking, limits));
    if (refusal) {
      await failRenewal(tx, caller, booking, refusal.reason, durationSeconds);
      return refusal.problem;
    }

    const renewed = await recordChange<BookingRecord & { addedPaymentId: string | null }>(
      tx,
      renew,
      [booking.id, durationSeconds, leadSeconds],
      [recordEvent('booking.renewed', caller.userId)],
    );
    if (!renewed) {
      const { availableUntil } = await failRenewal(tx, caller, booking, 'slot_taken', durationSeconds);
      return conflict('slot_taken', 'Somebody else has booked this slot for some of that time.', {
        availableUntil,
      });
    }
    const { addedPaymentId, ...shown } = renewed;
    if (addedPaymentId !== null) {
      const event = recordEvent('payment.awaiting-verification', caller.userId);
      await recordChange(tx, askForPayment, [addedPaymentId], [event]);
    }
    return shown;
  });
}

/**
 * A booking that is over becomes active again, and counts as one more. One that is active counts already, as unpaid too
 * unless its newest payment was decided.
 */
async function whyTooMany(
  db: Database,
  { userId, lotId, status, payment }: BookingRecord,
  { activePerUser }: BookingLimits,
): Promise<RenewalRefusal | undefined> {
  if (status === 'active' && payment.status === 'pending') return undefined;
  const problem = await limitReached(db, userId, lotId, {
    activePerUser: status === 'active' ? 0 : activePerUser,
    newPerHour: 0,
  });
  const reason =
    problem?.code === 'too_many_unpaid_bookings' ? 'too_many_unpaid_bookings' : 'too_many_bookings';
  return problem && { reason, problem };
}
