import type { Quote } from '../../../contract/api/bookings.js';
import type { QuoteRecord } from '../../../domain/bookings/quote-booking.js';

/** A quote as the contract shows it. */
export const presentQuote = ({ price, startsAt, endsAt, availableUntil }: QuoteRecord): Quote => ({
  price,
  startsAt: startsAt.toISOString(),
  endsAt: endsAt.toISOString(),
  availableUntil: availableUntil?.toISOString() ?? null,
});
