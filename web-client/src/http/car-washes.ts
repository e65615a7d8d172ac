/** Calls on car washes, in a module that is loaded together with the views that use it (code splitting). */
import type {
  BookingCarWash,
  CarWash,
  CarWashStatus,
  ListedCarWash,
} from '../../../contract/api/car-washes.js';
import type { Page } from '../../../contract/values.js';
import { get, post, postIdempotent, query, type PageQuery } from './calls.js';

export const listCarWashes = (page: PageQuery & { status?: CarWashStatus }, signal?: AbortSignal) =>
  get<Page<ListedCarWash>>(`/car-washes?${query({ ...page })}`, signal);
export const completeCarWash = (id: string) => postIdempotent<object, CarWash>(`/car-washes/${id}/complete`);

/** Those of one booking. */
export const listWashesOf = (bookingId: string, signal?: AbortSignal) =>
  get<Page<BookingCarWash>>(`/bookings/${bookingId}/car-washes?${query({ limit: 5 })}`, signal);
export const requestCarWash = (bookingId: string) =>
  post<object, CarWash>(`/bookings/${bookingId}/car-washes`);
