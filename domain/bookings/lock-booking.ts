import { statement } from '../../platform/statement.js';

/**
 * Keeps a booking and its payments from being changed by anybody else. To be run before the statement that changes them
 * and not as a part of it: that one sees what was committed before it began, and would pass over a payment that a
 * renewal made while it waited.
 */
export const lockBooking = statement('lock-booking', 'SELECT FROM bookings WHERE id = $1 FOR NO KEY UPDATE');

const withSlot = (which: string) => `
  WITH booking AS (SELECT id, slot_id FROM bookings WHERE ${which} FOR UPDATE),
  slot AS (SELECT slots.id FROM slots JOIN booking ON booking.slot_id = slots.id FOR NO KEY UPDATE OF slots)
  SELECT booking.id FROM booking JOIN slot ON slot.id = booking.slot_id`;

/** The same with its slot, for whoever wants to occupy it. Once it is held, nobody can book it. */
export const lockBookingAndSlot = statement('lock-booking-and-slot', withSlot('id = $1'));

/** The same of a user's own booking: of another's nothing is held, for however short a time. */
export const lockOwnBookingAndSlot = statement(
  'lock-own-booking-and-slot',
  withSlot('id = $1 AND user_id = $2'),
);
