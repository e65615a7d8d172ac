import type { Database } from '../../platform/database.js';
import type { Caller } from '../accounts/caller.js';
import { changeTogether, sharedChange } from '../events/shared-change.js';
import { changedTogether, isStillActive, voidsPayments, type BookingRecord } from './booking-view.js';
import { findBooking } from './find-booking.js';
import { notActive } from './not-active.js';
import { canUseBooking, uses } from './policy.js';

const cancel = sharedChange('cancel-booking', {
  table: 'bookings',
  guard: `${uses('bookings.user_id', 'asked."userId"', 'asked.role')} AND ${isStillActive}`,
  set: `status = 'cancelled_by_user'`,
  along: voidsPayments,
  changed: (bookings) => changedTogether(bookings, voidsPayments.name),
  event: 'booking.cancelled',
});

/**
 * Ends the caller's own booking before its deadline and frees the slot. A pending payment becomes void. Again: answers with
 * the booking as it is, and changes nothing.
 * @throws Problem 404, or 409 `not_active` when it has expired or was declined.
 */
export async function cancelBooking(db: Database, caller: Caller, bookingId: string): Promise<BookingRecord> {
  const { userId, role } = caller;
  const cancelled = await changeTogether<BookingRecord>(db, cancel, { id: bookingId, userId, role });
  if (cancelled) return cancelled;
  const booking = await findBooking(db, caller, bookingId, canUseBooking);
  if (booking.status === 'cancelled_by_user') return booking;
  throw notActive();
}
