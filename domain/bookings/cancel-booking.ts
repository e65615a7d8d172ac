import type { Database } from '../../platform/postgres/database.js';
import type { Caller } from '../accounts/caller.js';
import { recordEvent } from '../events/record-change.js';
import { changeTogether, isAsked, sharedChange, type Ask } from '../events/shared-change.js';
import { changedBookings, isStillActive, type BookingRecord } from './booking-view.js';
import { findBooking } from './find-booking.js';
import { notActive } from './not-active.js';
import { canUseBooking, uses } from './policy.js';
import { settlePayments } from './settle-payments.js';

const cancel = sharedChange<Ask & { id: string; role: string }, BookingRecord>('cancel-booking', {
  columns: 'id uuid, role text',
  oncePer: ({ id }) => [id],
  ctes: `ended AS (
    UPDATE bookings SET status = 'cancelled_by_user'
    FROM asked
    WHERE ${isAsked('bookings.id')} AND bookings.id = asked.id AND ${uses('bookings.user_id', 'asked."actorId"', 'asked.role')} AND ${isStillActive}
    RETURNING bookings.*, asked.n
  ),
  ${settlePayments({ pending: 'void' })},
  changed AS (${changedBookings('ended', 'paid', 'b.n,')})`,
});

/**
 * Cancels the caller's own booking before its deadline and frees the slot. A pending payment becomes void; a decided one is
 * unchanged. Idempotent.
 * @throws DomainError `not_found`, or `not_active` when it has expired or was declined.
 */
export async function cancelBooking(db: Database, caller: Caller, bookingId: string): Promise<BookingRecord> {
  const { userId, role } = caller;
  const ask = { actorId: userId, events: [recordEvent('booking.cancelled', userId)], id: bookingId, role };
  const cancelled = await changeTogether(db, cancel, ask, { bookingId });
  if (cancelled) return cancelled;
  const booking = await findBooking(db, caller, bookingId, canUseBooking);
  if (booking.status === 'cancelled_by_user') return booking;
  throw notActive();
}
