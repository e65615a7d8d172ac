import { statement } from '../../platform/statement.js';

/**
 * Keeps a booking and its payments from being changed by anybody else. To be run before the statement that changes them
 * and not as a part of it: that one sees what was committed before it began, and would pass over a payment that a
 * renewal made while it waited.
 */
export const lockBooking = statement('lock-booking', 'SELECT FROM bookings WHERE id = $1 FOR NO KEY UPDATE');

/** The same with its slot, for whoever wants to occupy it. Once it is held, nobody can book it. */
export const lockBookingAndSlot = statement(
  'lock-booking-and-slot',
  `WITH booking AS (SELECT id, slot_id FROM bookings WHERE id = $1 FOR UPDATE),
   slot AS (SELECT slots.id FROM slots JOIN booking ON booking.slot_id = slots.id FOR NO KEY UPDATE OF slots)
   SELECT booking.id FROM booking JOIN slot ON slot.id = booking.slot_id`,
);
