/** What owners decide about payments and bookings, in a module that is loaded together with their views (code splitting). */
import type { Booking } from '../../../contract/api/bookings.js';
import type {
  ListedPayment,
  Payment,
  PaymentStatus,
  ReasonBody,
  VerifyBody,
} from '../../../contract/api/payments.js';
import type { Page } from '../../../contract/values.js';
import { get, postIdempotent, query, type PageQuery } from './calls.js';

export const declineBooking = (id: string) => postIdempotent<ReasonBody, Booking>(`/bookings/${id}/decline`);

export const listPayments = (
  page: PageQuery & { status?: PaymentStatus; order?: 'oldest' },
  signal?: AbortSignal,
) => get<Page<ListedPayment>>(`/payments?${query({ ...page })}`, signal);
export const verifyPayment = (id: string) => postIdempotent<VerifyBody, Payment>(`/payments/${id}/verify`);
export const refundPayment = (id: string) => postIdempotent<object, Payment>(`/payments/${id}/refund`);
export const rejectPayment = (id: string) => postIdempotent<ReasonBody, Payment>(`/payments/${id}/reject`);
