import type { Booking } from '../../contract/api/bookings.js';
import type { BookingRecord } from '../../domain/bookings/booking-view.js';

/** A booking as the contract shows it. Who owns the lot is not part of it. */
export function presentBooking(booking: BookingRecord): Booking {
  const { id, lotId, lotName, slotId, slotCode, userId, vehiclePlate, status, deadlineVersion } = booking;
  return {
    id,
    lotId,
    lotName,
    slotId,
    slotCode,
    userId,
    vehiclePlate,
    status,
    startsAt: booking.startsAt.toISOString(),
    endsAt: booking.endsAt.toISOString(),
    deadlineVersion,
    payment: {
      id: booking.paymentId,
      bookingId: id,
      method: booking.paymentMethod,
      amount: booking.paymentAmount,
      currency: booking.paymentCurrency,
      status: booking.paymentStatus,
      verifiedBy: booking.verifiedBy,
      verifiedAt: booking.verifiedAt?.toISOString() ?? null,
    },
    serverTime: booking.serverTime.toISOString(),
  };
}
