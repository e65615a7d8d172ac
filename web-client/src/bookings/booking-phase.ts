import type { Booking, BookingStatus } from '../../../contract/api/bookings.js';
import { bookingWords } from '../texts/booking.js';

/** What a booking is to people: an active one that has not begun is still to come. */
export type BookingPhase = BookingStatus | 'upcoming';

export const phaseOf = ({ status, startsAt }: Booking, nowMs: number): BookingPhase =>
  status === 'active' && Date.parse(startsAt) > nowMs ? 'upcoming' : status;

/** @param isDriver whether the reader booked it, and not somebody else. */
export function nameOfPhase(phase: BookingPhase, isDriver: boolean): string {
  const t = bookingWords.value;
  return phase === 'cancelled_by_user' && !isDriver ? t.cancelledByDriver : t.phases[phase];
}
