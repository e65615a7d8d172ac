import { conflict } from '../errors.js';

export const isBookingOver = (booking: string) =>
  `(NOT (${booking}.status = 'active' AND ${booking}.ends_at > clock_timestamp()))`;

/**
 * What is shown of a wash `w` of a booking `b`: nobody waits for one whose booking is over. It is not written down when a
 * booking ends, so that a renewal opens it again and a mass expiry has nothing more to do.
 */
export const shownStatus = `
  CASE WHEN w.status = 'requested' AND ${isBookingOver('b')} THEN 'cancelled' ELSE w.status END`;

/** Whether somebody may still work on it: also when the booking has expired, since a car may be washed by then. */
export const mayBeWashed = `w.status <> 'cancelled' AND b.status NOT LIKE 'cancelled%'`;

export const washCancelled = () =>
  conflict('not_active', 'The booking was cancelled or declined, and its car wash with it.');
