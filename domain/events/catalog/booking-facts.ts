import { z } from 'zod';
import { paymentMethod } from '../../../contract/api/payments.js';
import { id, instant } from '../../../contract/values.js';

/** The payload of every event about a booking: a snapshot at the time of the event. */
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

const bookingLink = (facts: { bookingId: string }) => `/bookings/${facts.bookingId}`;

export const bookingData = (facts: BookingFacts) => ({
  bookingId: facts.bookingId,
  lotName: facts.lotName,
  slotCode: facts.slotCode,
  endsAt: facts.endsAt,
  deadlineVersion: facts.deadlineVersion,
});

/** Link and client data of notifications about a booking. */
export const aboutBooking = { link: bookingLink, data: bookingData };

export const paymentFacts = bookingFacts.extend({
  paymentId: id,
  method: paymentMethod,
  amount: z.int(),
  currency: z.string(),
});

/** A decision on a payment supersedes the owner's request to verify it. */
export const answersPayment = { 'payment.awaiting-verification': theOwner };

/** What the end of a booking supersedes. */
export const endsBooking = {
  'booking.expiring': theUser,
  'booking.ends-in-quiet-hours': theUser,
  'booking.created': theOwner,
  'car-wash.requested': theOwner,
  ...answersPayment,
};
