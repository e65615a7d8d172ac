import type { EventPayload } from '../../contract/catalog.js';
import type { Database } from '../../platform/database.js';
import type { Caller } from '../accounts/caller.js';
import { changeTogether, sharedChange } from '../events/shared-change.js';
import { changedTogether, isStillActive, voidsPayments, type BookingRecord } from './booking-view.js';
import { findBooking } from './find-booking.js';
import { notActive } from './not-active.js';
import { canRuleOnBooking, rulesOn } from './policy.js';

const decline = sharedChange('decline-booking', {
  table: 'bookings',
  guard: `${rulesOn('bookings.business_id', 'asked."userId"', 'asked.role')} AND ${isStillActive}`,
  set: `status = 'cancelled_by_admin'`,
  along: voidsPayments,
  changed: (bookings) => changedTogether(bookings, voidsPayments.name),
  event: 'booking.declined',
});

/**
 * Ends somebody's booking for a reason that they are told. A pending payment becomes void. Again: answers with the booking
 * as it is, and the first reason stands.
 * @throws Problem 404, or 409 `not_active` when it has expired or was cancelled.
 */
export async function declineBooking(
  db: Database,
  caller: Caller,
  bookingId: string,
  reason: string,
): Promise<BookingRecord> {
  const { userId, role } = caller;
  const details = { reason } satisfies Partial<EventPayload<'booking.declined'>>;
  const declined = await changeTogether<BookingRecord>(db, decline, { id: bookingId, userId, role, details });
  if (declined) return declined;
  const booking = await findBooking(db, caller, bookingId, canRuleOnBooking);
  if (booking.status === 'cancelled_by_admin') return booking;
  throw notActive();
}
