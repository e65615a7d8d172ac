import type { CarWash } from '../../contract/api/car-washes.js';
import type { Database } from '../../platform/postgres/database.js';
import { conflict } from '../errors.js';
import type { Caller } from '../accounts/caller.js';
import { bookingFactsColumn } from '../bookings/booking-view.js';
import { findBooking } from '../bookings/find-booking.js';
import { notActive } from '../bookings/not-active.js';
import { canUseBooking } from '../bookings/policy.js';
import { changeStatement, recordChange, recordEvent } from '../events/record-change.js';

const request = changeStatement(
  'request-car-wash',
  `requested AS (
    INSERT INTO car_washes (booking_id, business_id)
    SELECT id, business_id FROM bookings WHERE id = $2 AND status = 'active' AND ends_at > clock_timestamp()
    ON CONFLICT (booking_id) WHERE status = 'requested' DO NOTHING
    RETURNING *
  ),
  changed AS (
    SELECT w.id, w.booking_id AS "bookingId", w.status,
           ${bookingFactsColumn} || jsonb_build_object('carWashId', w.id) AS facts
    FROM requested w
    JOIN bookings b ON b.id = w.booking_id
    JOIN slots s ON s.id = b.slot_id
    JOIN lots l ON l.id = b.lot_id
    JOIN businesses o ON o.id = b.business_id
  )`,
);

/**
 * Requests a car wash for an active booking.
 * @throws DomainError `not_found` if the booking is not the caller's, `not_active` if it is over, `car_wash_open` while another one is
 * open.
 */
export async function requestCarWash(db: Database, caller: Caller, bookingId: string): Promise<CarWash> {
  await findBooking(db, caller, bookingId, canUseBooking);
  const events = [recordEvent('car-wash.requested', caller.userId)];
  const requested = await recordChange<CarWash>(db, request, [bookingId], events);
  if (requested) return requested;
  const booking = await findBooking(db, caller, bookingId, canUseBooking);
  if (booking.status !== 'active') throw notActive();
  throw conflict('car_wash_open', 'A car wash of this booking is asked for already, and not done yet.');
}
