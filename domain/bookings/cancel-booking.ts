import type { Database } from '../../platform/database.js';
import type { Caller } from '../accounts/caller.js';
import { changeStatement, recordChange, recordEvent } from '../events/record-change.js';
import { changedBookings, isStillActive, type BookingRecord } from './booking-view.js';
import { findBooking } from './find-booking.js';
import { lockBooking } from './lock-booking.js';
import { notActive } from './not-active.js';
import { canUseBooking, uses } from './policy.js';
import { settlePayments } from './settle-payments.js';

const cancel = changeStatement(
  'cancel-booking',
  `ended AS (
    UPDATE bookings SET status = 'cancelled_by_user'
    WHERE id = $2 AND ${uses('bookings.user_id', '$3', '$4')} AND ${isStillActive}
    RETURNING *
  ),
  ${settlePayments({ pending: 'void' })},
  changed AS (${changedBookings('ended', 'paid')})`,
);

/**
 * Ends the caller's own booking before its deadline and frees the slot. A pending payment becomes void; one that was
 * decided stays as it is. Again: answers with the booking as it is, and changes nothing.
 * @throws Problem 404, or 409 `not_active` when it has expired or was declined.
 */
export async function cancelBooking(db: Database, caller: Caller, bookingId: string): Promise<BookingRecord> {
  const { userId, role } = caller;
  const cancelled = await recordChange<BookingRecord>(
    db,
    cancel,
    [bookingId, userId, role],
    [recordEvent('booking.cancelled', userId)],
    [[lockBooking, [bookingId]]],
  );
  if (cancelled) return cancelled;
  const booking = await findBooking(db, caller, bookingId, canUseBooking);
  if (booking.status === 'cancelled_by_user') return booking;
  throw notActive();
}
