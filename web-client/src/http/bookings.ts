/** What is done with bookings. It travels with the views that do it, and not before. */
import type { Booking, BookingBody, Quote, QuoteBody, RenewalBody } from '../../../contract/api/bookings.js';
import { post, postIdempotent } from './calls.js';
import { request } from './request.js';

/** It changes nothing, so that an answer which is no longer awaited may be left. */
export const quoteBooking = (body: QuoteBody, signal: AbortSignal) =>
  request<Quote>({ method: 'POST', path: '/bookings/quote', body, signal });
export const createBooking = post<BookingBody, Booking>('/bookings');
export const renewBooking = (id: string) => post<RenewalBody, Booking>(`/bookings/${id}/renew`);
export const cancelBooking = (id: string) => postIdempotent<object, Booking>(`/bookings/${id}/cancel`);
