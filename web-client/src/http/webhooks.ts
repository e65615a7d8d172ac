/** Calls about an owner's webhooks, in a module that is loaded together with their pages (code splitting). */
import type {
  Webhook,
  WebhookBody,
  WebhookChange,
  WebhookDelivery,
  Webhooks,
  WebhookWithSecret,
} from '../../../contract/api/webhooks.js';
import type { Page } from '../../../contract/values.js';
import { get, patch, post, query, remove, type PageQuery } from './calls.js';

type Empty = Record<string, never>;

export const listWebhooks = (signal?: AbortSignal) => get<Webhooks>('/webhooks', signal);
export const createWebhook = post<WebhookBody, WebhookWithSecret>('/webhooks');
export const changeWebhook = (id: string) => patch<WebhookChange, Webhook>(`/webhooks/${id}`);
export const removeWebhook = (id: string) => remove<undefined>(`/webhooks/${id}`);
export const rotateSecret = (id: string) =>
  post<{ revoke: boolean }, WebhookWithSecret>(`/webhooks/${id}/rotate-secret`);
export const testWebhook = (id: string) => post<Empty, WebhookDelivery>(`/webhooks/${id}/test`);
export const listDeliveries = (id: string, page: PageQuery, signal?: AbortSignal) =>
  get<Page<WebhookDelivery>>(`/webhooks/${id}/deliveries?${query({ ...page })}`, signal);
export const sendAgain = (id: string) => post<Empty, WebhookDelivery>(`/webhook-deliveries/${id}/send-again`);
