import type { Booking, BookingStatus } from '../../../contract/api/bookings.js';
import type { Lot, LotSummary } from '../../../contract/api/businesses.js';
import type {
  Archived,
  InboxState,
  NotificationsPage,
  ReadBody,
  UnarchiveBody,
  Unread,
} from '../../../contract/api/notifications.js';
import type { Page } from '../../../contract/values.js';
import { get, postIdempotent, query, remove, type PageQuery } from './calls.js';
import { requestOpenly } from './request.js';

/** Lots are public. */
export const listLots = (asked: PageQuery & { search?: string | undefined }, signal?: AbortSignal) =>
  requestOpenly<Page<LotSummary>>({ method: 'GET', path: `/lots?${query({ ...asked })}`, signal });
export const findLot = (id: string, signal?: AbortSignal) =>
  requestOpenly<Lot>({ method: 'GET', path: `/lots/${id}`, signal });

/** Which bookings; a plate is for owners. */
interface BookingsAsked {
  status?: BookingStatus;
  state?: 'upcoming';
  plate?: string;
}

export const listBookings = (page: PageQuery & BookingsAsked, signal?: AbortSignal) =>
  get<Page<Booking>>(`/bookings?${query({ ...page })}`, signal);
export const findBooking = (id: string, signal?: AbortSignal) => get<Booking>(`/bookings/${id}`, signal);

export const listNotifications = (page: {
  before?: number | undefined;
  after?: number | undefined;
  limit?: number;
  state?: InboxState;
}) => get<NotificationsPage>(`/notifications?${query({ ...page })}`);
export const readNotifications = postIdempotent<ReadBody, Unread>('/notifications/read');
export const unreadNotifications = postIdempotent<{ ids: string[] }, Unread>('/notifications/unread');
export const archiveNotification = (id: string) => remove<Unread>(`/notifications/${id}`);
/** All up to a place, or those of them that are read. */
export const archiveNotifications = (upTo: number, only?: 'read') =>
  remove<Archived>(`/notifications?${query({ upTo, only })}`);
export const unarchiveNotifications = postIdempotent<UnarchiveBody, Unread>('/notifications/unarchive');
