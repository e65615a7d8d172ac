import type { Booking } from '../../../contract/api/bookings.js';
import type { BookingRecord } from '../../../domain/bookings/booking-view.js';

/** A booking as the contract shows it. Who owns the lot is not part of it. */
export function presentBooking(booking: BookingRecord): Booking {
  const { id, lotId, lotName, timezone, slotId, slotCode, userId, vehiclePlate, status, deadlineVersion } =
    booking;
  const { declineReason, payment, payments } = booking;
  return {
    id,
    lotId,
    lotName,
    timezone,
    slotId,
    slotCode,
    userId,
    vehiclePlate,
    status,
    startsAt: booking.startsAt.toISOString(),
    endsAt: booking.endsAt.toISOString(),
    deadlineVersion,
    declineReason,
    payment,
    payments,
    serverTime: booking.serverTime.toISOString(),
  };
}
