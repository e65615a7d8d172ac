import { z } from 'zod';
import { id, instant } from './values.js';

/** What every event about a booking says of it, as it was at that moment. */
export const bookingFacts = z.object({
  bookingId: id,
  userId: id,
  ownerId: id,
  businessId: id,
  lotId: id,
  lotName: z.string(),
  slotId: id,
  slotCode: z.string(),
  timezone: z.string(),
  vehiclePlate: z.string(),
  startsAt: instant,
  endsAt: instant,
  deadlineVersion: z.int(),
});
export type BookingFacts = z.infer<typeof bookingFacts>;

export const theUser = (facts: BookingFacts) => [facts.userId];
export const theOwner = (facts: BookingFacts) => [facts.ownerId];

export const bookingLink = (facts: { bookingId: string }) => `/bookings/${facts.bookingId}`;

export const bookingData = (facts: BookingFacts) => ({
  bookingId: facts.bookingId,
  lotName: facts.lotName,
  slotCode: facts.slotCode,
  endsAt: facts.endsAt,
  deadlineVersion: facts.deadlineVersion,
});
