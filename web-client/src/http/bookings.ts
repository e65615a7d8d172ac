/** Calls on bookings, in a module that is loaded together with the views that use it (code splitting). */
import type {
  Booking,
  BookingBody,
  Quote,
  QuoteBody,
  Receipts,
  RenewalBody,
} from '../../../contract/api/bookings.js';
import { get, post, postIdempotent } from './calls.js';
import { request } from './request.js';

/** Read-only, therefore safe to abort. */
export const quoteBooking = (body: QuoteBody, signal?: AbortSignal) =>
  request<Quote>({ method: 'POST', path: '/bookings/quote', body, signal });
export const findReceipts = (id: string, signal?: AbortSignal) =>
  get<Receipts>(`/bookings/${id}/receipts`, signal);
export const createBooking = post<BookingBody, Booking>('/bookings');
export const renewBooking = (id: string) => post<RenewalBody, Booking>(`/bookings/${id}/renew`);
export const cancelBooking = (id: string) => postIdempotent<object, Booking>(`/bookings/${id}/cancel`);
