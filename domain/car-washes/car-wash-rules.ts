import { conflict } from '../errors.js';

export const isBookingOver = (booking: string) =>
  `(NOT (${booking}.status = 'active' AND ${booking}.ends_at > clock_timestamp()))`;

/**
 * The presented status of a wash `w` of a booking `b`: cancelled when the booking is over. Derived and not stored, so that a renewal
 * reopens it and a mass expiry has no extra writes.
 */
export const shownStatus = `
  CASE WHEN w.status = 'requested' AND ${isBookingOver('b')} THEN 'cancelled' ELSE w.status END`;

/** Whether it can be completed: also after the booking has expired, since the car may have been washed. */
export const mayBeWashed = `w.status <> 'cancelled' AND b.status NOT LIKE 'cancelled%'`;

export const washCancelled = () =>
  conflict('not_active', 'The booking was cancelled or declined, and its car wash with it.');
