import type { Booking, BookingStatus } from '../../../contract/api/bookings.js';

/** What a booking is to people: an active one that has not begun is still to come. */
export type BookingPhase = BookingStatus | 'upcoming';

export const phaseOf = ({ status, startsAt }: Booking, nowMs: number): BookingPhase =>
  status === 'active' && Date.parse(startsAt) > nowMs ? 'upcoming' : status;

export const phaseNames: Record<BookingPhase, string> = {
  active: 'Active',
  upcoming: 'Upcoming',
  completed: 'Completed',
  cancelled_by_user: 'Cancelled',
  cancelled_by_admin: 'Declined',
};

/** @param isDriver whether the reader booked it, and not somebody else. */
export const nameOfPhase = (phase: BookingPhase, isDriver: boolean): string =>
  phase === 'cancelled_by_user' && !isDriver ? 'Cancelled by the driver' : phaseNames[phase];
