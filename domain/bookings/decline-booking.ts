import type { Database } from '../../platform/database.js';
import type { Caller } from '../accounts/caller.js';
import { changeStatement, recordChange, recordEvent } from '../events/record-change.js';
import { changedBookings, type BookingRecord } from './booking-view.js';
import { findBooking } from './find-booking.js';
import { notActive } from './not-active.js';
import { canRuleOnBooking, rulesOn } from './policy.js';

const decline = changeStatement(
  'decline-booking',
  `declined AS (
    UPDATE bookings SET status = 'cancelled_by_admin'
    WHERE id = $2 AND ${rulesOn('business_id', '$3', '$4')}
      AND status = 'active' AND ends_at > clock_timestamp()
    RETURNING *
  ),
  changed AS (${changedBookings('declined')})`,
);

/**
 * Ends somebody's booking for a reason that they are told.
 * @throws Problem 404, or 409 `not_active` when it is over already.
 */
export async function declineBooking(
  db: Database,
  caller: Caller,
  bookingId: string,
  reason: string,
): Promise<BookingRecord> {
  const events = [recordEvent('booking.declined', caller.userId, { reason })];
  const values = [bookingId, caller.userId, caller.role];
  const declined = await recordChange<BookingRecord>(db, decline, values, events);
  if (declined) return declined;
  await findBooking(db, caller, bookingId, canRuleOnBooking);
  throw notActive();
}
