import type { Notification } from '../../../contract/notification.js';

/** More at once are shown as one digest. */
const mostAtOnce = 3;

/** Only notifications that are unread, not superseded and not past `validUntil` get a toast. */
export const isWorthToast = (
  { readAt, supersededAt, validUntil }: Notification,
  serverNowMs: number,
): boolean =>
  readAt === null && supersededAt === null && (validUntil === null || Date.parse(validUntil) > serverNowMs);

export interface CatchUp {
  shown: readonly Notification[];
  /** How many were missed, where they are too many for a toast each; else 0. */
  digest: number;
}

/** Which toasts to show after a reconnect: all of a few missed notifications, else the newest and a digest. */
export function chooseToasts(missed: readonly Notification[], serverNowMs: number): CatchUp {
  const worth = missed.filter((notification) => isWorthToast(notification, serverNowMs));
  if (worth.length <= mostAtOnce) return { shown: worth, digest: 0 };
  return { shown: worth.slice(1 - mostAtOnce), digest: worth.length };
}
