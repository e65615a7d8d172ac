import type {
  Booking,
  BookingBody,
  BookingStatus,
  Quote,
  QuoteBody,
  RenewalBody,
} from '../../../contract/api/bookings.js';
import type { Lot, LotSummary } from '../../../contract/api/businesses.js';
import type { NotificationsPage, ReadBody, Unread } from '../../../contract/api/notifications.js';
import type { Payment, PaymentStatus, ReasonBody, VerifyBody } from '../../../contract/api/payments.js';
import type { Page } from '../../../contract/values.js';
import { request, requestOpenly } from './request.js';

interface PageQuery {
  limit?: number;
  cursor?: string | undefined;
}

function query(given: Record<string, string | number | undefined>): string {
  const present = Object.entries(given).filter(([, value]) => value !== undefined);
  return new URLSearchParams(present.map(([name, value]) => [name, String(value)])).toString();
}

const get = <Body>(path: string, signal?: AbortSignal) => request<Body>({ method: 'GET', path, signal });

type Post<Body, Answer> = (body: Body, idempotencyKey?: string) => Promise<Answer>;

const post =
  <Body, Answer>(path: string): Post<Body, Answer> =>
  (body, idempotencyKey) =>
    request<Answer>({ method: 'POST', path, body, idempotencyKey });

/** Of what finds itself done when it is repeated. A key would make the server write its answer down for nothing. */
const postIdempotent =
  <Body, Answer>(path: string): Post<Body, Answer> =>
  (body) =>
    request<Answer>({ method: 'POST', path, body });

const remove = <Answer>(path: string) => request<Answer>({ method: 'DELETE', path });

/** Lots are open to anybody, signed in or not. */
export const listLots = (page: PageQuery, signal?: AbortSignal) =>
  requestOpenly<Page<LotSummary>>({ method: 'GET', path: `/lots?${query({ ...page })}`, signal });
export const findLot = (id: string, signal?: AbortSignal) =>
  requestOpenly<Lot>({ method: 'GET', path: `/lots/${id}`, signal });

export const listBookings = (page: PageQuery & { status?: BookingStatus }, signal?: AbortSignal) =>
  get<Page<Booking>>(`/bookings?${query({ ...page })}`, signal);
export const findBooking = (id: string, signal?: AbortSignal) => get<Booking>(`/bookings/${id}`, signal);
/** It changes nothing, so that an answer which is no longer awaited may be left. */
export const quoteBooking = (body: QuoteBody, signal: AbortSignal) =>
  request<Quote>({ method: 'POST', path: '/bookings/quote', body, signal });
export const createBooking = post<BookingBody, Booking>('/bookings');
export const renewBooking = (id: string) => post<RenewalBody, Booking>(`/bookings/${id}/renew`);
export const cancelBooking = (id: string) => postIdempotent<object, Booking>(`/bookings/${id}/cancel`);

export const listPayments = (
  page: PageQuery & { status?: PaymentStatus; order?: 'oldest' },
  signal?: AbortSignal,
) => get<Page<Payment>>(`/payments?${query({ ...page })}`, signal);
export const verifyPayment = (id: string) => postIdempotent<VerifyBody, Payment>(`/payments/${id}/verify`);
export const refundPayment = (id: string) => postIdempotent<object, Payment>(`/payments/${id}/refund`);
export const rejectPayment = (id: string) => postIdempotent<ReasonBody, Payment>(`/payments/${id}/reject`);

export const listNotifications = (page: { before?: number | undefined; limit?: number }) =>
  get<NotificationsPage>(`/notifications?${query({ ...page })}`);
export const readNotifications = postIdempotent<ReadBody, Unread>('/notifications/read');
export const archiveNotification = (id: string) => remove<Unread>(`/notifications/${id}`);
export const archiveNotifications = (upTo: number) => remove<Unread>(`/notifications?${query({ upTo })}`);
