/** Calls of admins, in a module that is loaded together with their pages (code splitting). */
import type { ManagedAccount } from '../../../contract/api/accounts.js';
import type { NotificationCounts, NotificationCountsQuery } from '../../../contract/api/analytics.js';
import type {
  Audience,
  AudienceCount,
  Broadcast,
  BroadcastBody,
  ListedBroadcast,
} from '../../../contract/api/broadcasts.js';
import type { ApprovedBusiness } from '../../../contract/api/businesses.js';
import type { ReasonBody } from '../../../contract/api/payments.js';
import type { Page } from '../../../contract/values.js';
import { get, post, postIdempotent, query, type PageQuery } from './calls.js';

export const approveBusiness = (id: string) =>
  postIdempotent<object, ApprovedBusiness>(`/businesses/${id}/approve`);

export const listAccounts = (page: PageQuery & { search?: string }, signal?: AbortSignal) =>
  get<Page<ManagedAccount>>(`/accounts?${query({ ...page })}`, signal);
export const suspendAccount = (id: string) =>
  postIdempotent<ReasonBody, ManagedAccount>(`/accounts/${id}/suspend`);
export const reinstateAccount = (id: string) =>
  postIdempotent<ReasonBody, ManagedAccount>(`/accounts/${id}/reinstate`);

export const countAudience = (audience: Audience, signal?: AbortSignal) =>
  get<AudienceCount>(`/audience?${query({ audience })}`, signal);
export const sendBroadcast = post<BroadcastBody, Broadcast>('/broadcasts');
export const listBroadcasts = (page: PageQuery, signal?: AbortSignal) =>
  get<Page<ListedBroadcast>>(`/broadcasts?${query({ ...page })}`, signal);

export const readNotificationCounts = (
  { days, timezone }: Required<NotificationCountsQuery>,
  signal?: AbortSignal,
) => get<NotificationCounts>(`/analytics/notifications?${query({ days, timezone })}`, signal);
