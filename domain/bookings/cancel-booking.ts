import type { Database } from '../../platform/database.js';
import type { Caller } from '../accounts/caller.js';
import { changeStatement, recordChange, recordEvent } from '../events/record-change.js';
import { changedBookings, type BookingRecord } from './booking-view.js';
import { findBooking } from './find-booking.js';
import { notActive } from './not-active.js';
import { canUseBooking, uses } from './policy.js';

const cancel = changeStatement(
  'cancel-booking',
  `cancelled AS (
    UPDATE bookings SET status = 'cancelled_by_user'
    WHERE id = $2 AND ${uses('user_id', '$3', '$4')} AND status = 'active' AND ends_at > clock_timestamp()
    RETURNING *
  ),
  changed AS (${changedBookings('cancelled')})`,
);

/**
 * Ends the caller's own booking before its deadline and frees the slot.
 * @throws Problem 404, or 409 `not_active` when it is over already.
 */
export async function cancelBooking(db: Database, caller: Caller, bookingId: string): Promise<BookingRecord> {
  const events = [recordEvent('booking.cancelled', caller.userId)];
  const values = [bookingId, caller.userId, caller.role];
  const cancelled = await recordChange<BookingRecord>(db, cancel, values, events);
  if (cancelled) return cancelled;
  await findBooking(db, caller, bookingId, canUseBooking);
  throw notActive();
}
