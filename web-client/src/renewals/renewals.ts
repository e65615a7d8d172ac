import type { Booking, RenewalBody } from '../../../contract/api/bookings.js';
import { quoteBooking, renewBooking } from '../http/bookings.js';
import { Submission } from '../http/submission.js';
import { changedHere } from '../live/changes.js';
import type { OfferDeps } from './renewal-offer.js';

/** By booking: a second tap after a lost answer is to be the same renewal. */
const submissions = new Map<string, Submission<RenewalBody, Booking>>();

function submissionFor(bookingId: string): Submission<RenewalBody, Booking> {
  const known = submissions.get(bookingId) ?? new Submission(renewBooking(bookingId));
  submissions.set(bookingId, known);
  return known;
}

/** Prices and renewals over HTTP, for offers. */
export const renewals: Pick<OfferDeps, 'quote' | 'renew'> = {
  quote: (bookingId, durationSeconds) => quoteBooking({ bookingId, durationSeconds }),
  async renew({ bookingId }, durationSeconds) {
    const booking = await submissionFor(bookingId).run({ durationSeconds });
    changedHere();
    return booking;
  },
};
