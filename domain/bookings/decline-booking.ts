import type { Database } from '../../platform/postgres/database.js';
import type { Caller } from '../accounts/caller.js';
import { locksFor } from '../events/locks.js';
import { changeStatement, recordChange, recordEvent } from '../events/record-change.js';
import { changedBookings, factsOfBooking, isStillActive, type BookingRecord } from './booking-view.js';
import { findBooking } from './find-booking.js';
import { notActive } from './not-active.js';
import { canRuleOnBooking, rulesOn } from './policy.js';
import { settlePayments } from './settle-payments.js';

const decline = changeStatement(
  'decline-booking',
  `ended AS (
    UPDATE bookings SET status = 'cancelled_by_admin', decline_reason = $5
    WHERE id = $2 AND ${rulesOn('bookings.business_id', '$3', '$4')} AND ${isStillActive}
    RETURNING *
  ),
  ${settlePayments({ pending: 'void', verified: 'refund_due' })},
  changed AS (${changedBookings('ended', 'paid')})`,
);

const askForRefund = changeStatement('ask-for-refund', `changed AS (${factsOfBooking})`);

/**
 * Declines a user's booking with a reason. A pending payment becomes void; verified payments of all periods become `refund_due`, a task
 * of the owner. Idempotent; the first reason stands.
 * @throws DomainError `not_found`, or `not_active` when it has expired or was cancelled.
 */
export function declineBooking(
  db: Database,
  caller: Caller,
  bookingId: string,
  reason: string,
): Promise<BookingRecord> {
  const { userId, role } = caller;
  return db.transaction(async (tx) => {
    const declined = await recordChange<BookingRecord>(
      tx,
      decline,
      [bookingId, userId, role, reason],
      [recordEvent('booking.declined', userId, { reason })],
      locksFor([{ bookingId }]),
    );
    if (!declined) {
      const booking = await findBooking(tx, caller, bookingId, canRuleOnBooking);
      if (booking.status === 'cancelled_by_admin') return booking;
      throw notActive();
    }
    if (declined.payments.some(({ status }) => status === 'refund_due')) {
      await recordChange(tx, askForRefund, [bookingId], [recordEvent('booking.refund-due', userId)]);
    }
    return declined;
  });
}
