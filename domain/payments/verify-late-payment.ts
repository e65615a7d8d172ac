import type { Database } from '../../platform/postgres/database.js';
import { conflict } from '../errors.js';
import { thisMoment } from '../../platform/postgres/sql.js';
import { statement } from '../../platform/postgres/statement.js';
import type { Caller } from '../accounts/caller.js';
import { factsOfBooking, bookingFactsColumn } from '../bookings/booking-view.js';
import { expireBooking } from '../bookings/expire-bookings.js';
import { findBooking } from '../bookings/find-booking.js';
import { isSlotFree, newDeadline, nextTaken } from '../bookings/occupy-slot.js';
import { canRuleOnBooking } from '../bookings/policy.js';
import { lotClosed, slotRetired } from '../businesses/open-lots.js';
import { locksFor } from '../events/locks.js';
import { changeStatement, recordChange, recordEvent } from '../events/record-change.js';
import { findPayment } from './find-payment.js';
import type { PaymentRecord } from './payment-view.js';
import { decideVerified } from './verify-payment.js';

/** Moves the payment's period too: the paid time starts now. */
const reinstateTime = changeStatement(
  'reinstate-booking',
  `asked AS (
    SELECT b.id, b.slot_id, p.id AS payment_id, moment.now AS starts_at,
           moment.now + make_interval(secs => p.paid_seconds) AS ends_at
    FROM payments p JOIN bookings b ON b.id = p.booking_id, (SELECT ${thisMoment} AS now) AS moment
    WHERE p.id = $2 AND b.status = 'completed'
  ),
  reinstated AS (
    UPDATE bookings b SET ${newDeadline('$3')}
    FROM asked WHERE b.id = asked.id AND ${isSlotFree}
    RETURNING b.*
  ),
  moved AS (
    UPDATE payments SET period_starts_at = reinstated.starts_at, period_ends_at = reinstated.ends_at
    FROM reinstated WHERE payments.id = $2
    RETURNING payments.*
  ),
  changed AS (
    SELECT p.period_starts_at AS "periodStartsAt", p.period_ends_at AS "periodEndsAt",
           ${bookingFactsColumn} || jsonb_build_object('paymentId', p.id) AS facts
    FROM reinstated b
    JOIN moved p ON p.booking_id = b.id
    JOIN slots s ON s.id = b.slot_id
    JOIN lots l ON l.id = b.lot_id
    JOIN businesses o ON o.id = b.business_id
  )`,
);

const leaveOver = changeStatement('leave-booking-over', `changed AS (${factsOfBooking})`);

const findTaken = statement(
  'find-slot-taken',
  `SELECT ${nextTaken('b.slot_id', 'moment.now', 'b.id')} AS "takenFrom", moment.now
   FROM bookings b, (SELECT ${thisMoment} AS now) AS moment WHERE b.id = $1`,
);

/**
 * Verifies a payment whose booking may be over: with `reinstate` the booking becomes active for the paid time, otherwise it stays over.
 * User and owner are notified which. Limits on the user's bookings do not apply, since the time is paid for. Locks are taken in the
 * same order as by a renewal. See `decidePayment` for further errors and idempotency.
 * @throws DomainError `slot_taken` (with `choices`), `lot_closed` or `slot_retired` if it cannot be reinstated; nothing is verified then.
 */
export function verifyLatePayment(
  db: Database,
  caller: Caller,
  paymentId: string,
  {
    amount,
    reinstate,
    leadSeconds,
  }: { amount?: number | undefined; reinstate: boolean; leadSeconds: number },
): Promise<PaymentRecord> {
  return db.transaction(async (tx) => {
    tx.leaveGroup();
    const { bookingId } = await findPayment(tx, caller, paymentId);
    await tx.queryTogether(locksFor([{ bookingId, slot: true }]));
    await expireBooking(tx, bookingId);
    const { payment, isNew } = await decideVerified(tx, caller, paymentId, amount);
    const booking = await findBooking(tx, caller, bookingId, canRuleOnBooking);
    if (!isNew || booking.status !== 'completed') return payment;
    if (!reinstate) {
      const event = recordEvent('booking.not-reinstated', caller.userId, { paymentId });
      await recordChange(tx, leaveOver, [bookingId], [event]);
      return payment;
    }
    if (!booking.isLotOpen) throw lotClosed();
    if (booking.isSlotRetired) throw slotRetired();
    const period = await recordChange<Pick<PaymentRecord, 'periodStartsAt' | 'periodEndsAt'>>(
      tx,
      reinstateTime,
      [paymentId, leadSeconds],
      [recordEvent('booking.reinstated', caller.userId)],
    );
    if (period) return { ...payment, ...period };
    throw await slotTaken(tx, bookingId);
  });
}

async function slotTaken(db: Database, bookingId: string) {
  const [found] = await db.query<{ takenFrom: Date | null; now: Date }>(findTaken, [bookingId]);
  const takenFrom = found?.takenFrom ?? null;
  return conflict(
    'slot_taken',
    'Somebody else has booked this slot for some of the time that was paid for. Verify the payment without reinstating ' +
      'the booking, reject it, or refund it.',
    {
      availableUntil: takenFrom && found && takenFrom > found.now ? takenFrom.toISOString() : null,
      choices: ['verify', 'reject', 'refund'],
    },
  );
}
