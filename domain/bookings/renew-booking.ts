import type { Money } from '../../contract/values.js';
import type { Database } from '../../platform/postgres/database.js';
import { type DomainError, conflict } from '../errors.js';
import { statement } from '../../platform/postgres/statement.js';
import { secondsInterval } from '../../platform/postgres/sql.js';
import type { Caller } from '../accounts/caller.js';
import { locksFor, lockTogether, type ToLock } from '../events/locks.js';
import { changeStatement, recordChange, recordEvent } from '../events/record-change.js';
import { changeTogether, isAsked, sharedChange, type Ask } from '../events/shared-change.js';
import { isSamePrice, isShownPrice, priceChanged, priceOf, shownPrice, shownPriceColumns } from './price.js';
import { limitReached, type BookingLimits, type RenewalLimits } from './booking-limits.js';
import { changedBookings, paymentFacts, type BookingRecord } from './booking-view.js';
import { expireBooking } from './expire-bookings.js';
import { failRenewal } from './fail-renewal.js';
import { findBooking, findSharedBooking } from './find-booking.js';
import { isSlotFree, newDeadline } from './occupy-slot.js';
import { canUseBooking } from './policy.js';
import { renewalPeriod } from './renewal-period.js';
import { whyNotRenewable, type RenewalRefusal } from './renewal-rules.js';

/** Whether the newest payment could not be increased: it was decided, or is in another currency. */
const needsOwnPayment = 'NOT EXISTS (SELECT FROM grown WHERE grown.booking_id = priced.id)';

/**
 * Payments are locked and re-read: the newest may have been decided during the lock wait, and is not increased then, nor when its
 * currency differs from the lot's. The booking must be unchanged since it was read: other members of the group may have changed it.
 */
const renew = sharedChange<
  Ask & {
    id: string;
    deadlineVersion: number;
    seconds: number;
    leadSeconds: number;
    priceAmount: number | null;
    priceCurrency: string | null;
  },
  BookingRecord & { addedPaymentId: string | null }
>('renew-booking', {
  columns: `id uuid, "deadlineVersion" int, seconds int, "leadSeconds" int, ${shownPriceColumns}`,
  oncePer: ({ id, actorId }) => [id, actorId],
  ctes: `wanted AS MATERIALIZED (
    SELECT asked.n, asked.seconds, asked."leadSeconds", b.id, b.slot_id, b.lot_id, period.starts_at, period.extends_from,
           period.extends_from + ${secondsInterval('asked.seconds')} AS ends_at,
           ${priceOf('l', 'asked.seconds')} AS amount, l.hourly_rate_currency AS currency, l.business_id
    FROM asked
    CROSS JOIN LATERAL (
      SELECT * FROM bookings
      WHERE bookings.id = asked.id AND deadline_version = asked."deadlineVersion" AND status IN ('active', 'completed')
      LIMIT 1
    ) AS b
    CROSS JOIN LATERAL (SELECT * FROM lots WHERE id = b.lot_id LIMIT 1) AS l
    CROSS JOIN ${renewalPeriod('b', "b.status = 'active'")} AS period
    WHERE ${isShownPrice('l')}
  ),
  renewed AS (
    UPDATE bookings b SET ${newDeadline('asked."leadSeconds"')}
    FROM wanted AS asked WHERE ${isAsked('b.id')} AND b.id = asked.id AND ${isSlotFree}
    RETURNING b.*, asked.n
  ),
  priced AS (
    SELECT asked.* FROM renewed JOIN wanted AS asked ON asked.n = renewed.n
  ),
  before AS MATERIALIZED (
    SELECT * FROM payments WHERE ${isAsked('booking_id')} FOR NO KEY UPDATE
  ),
  newest AS (SELECT DISTINCT ON (booking_id) * FROM before ORDER BY booking_id, period_starts_at DESC),
  grown AS (
    UPDATE payments
    SET amount = payments.amount + priced.amount, period_ends_at = priced.ends_at,
        paid_seconds = payments.paid_seconds + priced.seconds
    FROM newest JOIN priced ON priced.id = newest.booking_id
    WHERE payments.id = ANY(ARRAY(SELECT id FROM newest)) AND payments.id = newest.id AND payments.status = 'pending' AND payments.currency = priced.currency
    RETURNING payments.*
  ),
  added AS (
    INSERT INTO payments (
      booking_id, business_id, user_id, method, amount, currency, period_starts_at, period_ends_at, paid_seconds
    )
    SELECT priced.id, priced.business_id, newest.user_id, newest.method, priced.amount, priced.currency, priced.extends_from,
           priced.ends_at, priced.seconds
    FROM priced JOIN newest ON newest.booking_id = priced.id
    WHERE ${needsOwnPayment}
    RETURNING *
  ),
  paid AS (
    SELECT * FROM grown UNION ALL SELECT * FROM added
    UNION ALL SELECT * FROM before WHERE id NOT IN (SELECT id FROM grown)
  ),
  shown AS (${changedBookings('renewed', 'paid', 'b.n,')}),
  changed AS (
    SELECT shown.*, (SELECT added.id FROM added WHERE added.booking_id = shown.id) AS "addedPaymentId" FROM shown
  )`,
});

const askForPayment = changeStatement(
  'ask-for-payment',
  `asked AS (SELECT * FROM payments WHERE id = $2),
  changed AS (${paymentFacts('asked')})`,
);

/**
 * Moves the deadline to `max(endsAt, now) + durationSeconds` and increments the deadline version. A completed booking takes its slot
 * again from now on, if it is free. The price is added to the newest payment while that is pending; after a decision the new period
 * has its own payment, of which the owner is notified. Rejected amounts are not charged again.
 * @param price what the user was shown: at any other the booking is not renewed.
 * @param deadlineVersion of the deadline that is meant: if it has moved, nothing happens, and nobody is told.
 * @returns the booking, or the error to answer with, of which the user was notified too.
 * @throws DomainError `not_found` when the booking is not the caller's.
 */
export function renewBooking(
  db: Database,
  caller: Caller,
  bookingId: string,
  {
    durationSeconds,
    price,
    leadSeconds,
    limits,
    deadlineVersion,
  }: {
    durationSeconds: number;
    price?: Money | undefined;
    leadSeconds: number;
    limits: RenewalLimits;
    deadlineVersion?: number;
  },
): Promise<BookingRecord | DomainError> {
  const toLock = { userId: caller.userId, bookingId, bookedBy: caller.userId, slot: true } as const;
  return db.transaction(async (tx) => {
    const booking = await hold(tx, caller, bookingId, toLock);
    if (deadlineVersion !== undefined && booking.deadlineVersion !== deadlineVersion)
      return conflict('not_renewable', 'This deadline has moved: the booking was renewed already.');
    const refusal =
      whyNotRenewable(booking, durationSeconds, limits) ?? (await whyTooMany(tx, booking, limits));
    if (refusal) {
      tx.leaveGroup();
      await failRenewal(tx, caller, booking, refusal.reason, durationSeconds);
      return refusal.error;
    }

    const renewed = await changeTogether(tx, renew, {
      ...{ actorId: caller.userId, events: [recordEvent('booking.renewed', caller.userId)] },
      ...{ id: booking.id, deadlineVersion: booking.deadlineVersion, seconds: durationSeconds, leadSeconds },
      ...shownPrice(price),
    });
    if (!renewed) {
      const now = price && (await renewalPrice(tx, booking.id, durationSeconds));
      if (now && !isSamePrice(now, price)) {
        await failRenewal(tx, caller, booking, 'price_changed', durationSeconds);
        return priceChanged(now);
      }
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

const findRate = statement(
  'find-renewal-price',
  `SELECT jsonb_build_object('amount', ${priceOf('l', '$2')}, 'currency', l.hourly_rate_currency) AS price
   FROM bookings b JOIN lots l ON l.id = b.lot_id WHERE b.id = $1`,
);

async function renewalPrice(db: Database, id: string, seconds: number): Promise<Money | undefined> {
  const [found] = await db.query<{ price: Money }>(findRate, [id, seconds]);
  return found?.price;
}

/** Locks the caller's booking and its slot, then reads it. */
async function hold(db: Database, caller: Caller, bookingId: string, toLock: ToLock): Promise<BookingRecord> {
  if (db.isShared) {
    const [, booking] = await Promise.all([
      db.share(lockTogether, toLock),
      findSharedBooking(db, caller, bookingId, canUseBooking),
    ]);
    // Its expiry has to be recorded first, which a group cannot do.
    if (booking.status !== 'active') db.leaveGroup();
    return booking;
  }
  // Pipelined: no statement needs another's result, and each has a snapshot from after the lock wait.
  const [, , booking] = await Promise.all([
    db.queryTogether(locksFor([toLock])),
    // A passed deadline is an expiry of its own, even before the sweep.
    expireBooking(db, bookingId),
    findBooking(db, caller, bookingId, canUseBooking),
  ]);
  return booking;
}

/**
 * A completed booking becomes active again and counts as one more. An active one counts already, as unpaid too unless its newest
 * payment was decided.
 */
async function whyTooMany(
  db: Database,
  { userId, lotId, status, payment, unpaidPerUser }: BookingRecord,
  { activePerUser }: BookingLimits,
): Promise<RenewalRefusal | undefined> {
  if (status === 'active' && (payment.status === 'pending' || unpaidPerUser === null)) return undefined;
  db.leaveGroup();
  const error = await limitReached(db, userId, lotId, {
    activePerUser: status === 'active' ? 0 : activePerUser,
    newPerHour: 0,
  });
  const reason =
    error?.code === 'too_many_unpaid_bookings' ? 'too_many_unpaid_bookings' : 'too_many_bookings';
  return error && { reason, error };
}
