import type { Notification } from '../../../contract/notification.js';

/** When more than this arrive at once, they become one digest. */
const mostAtOnce = 3;

/** Only what is still new, true and unread is worth interrupting somebody. */
export const isWorthToast = (
  { readAt, supersededAt, validUntil }: Notification,
  serverNowMs: number,
): boolean =>
  readAt === null && supersededAt === null && (validUntil === null || Date.parse(validUntil) > serverNowMs);

export interface CatchUp {
  shown: readonly Notification[];
  /** How many there were while the user was away, where they are too many to be shown one by one. */
  digest: number;
}

/** What to show of everything that was missed: all of a few, of many the newest and how many there were. */
export function chooseToasts(missed: readonly Notification[], serverNowMs: number): CatchUp {
  const worth = missed.filter((notification) => isWorthToast(notification, serverNowMs));
  if (worth.length <= mostAtOnce) return { shown: worth, digest: 0 };
  return { shown: worth.slice(1 - mostAtOnce), digest: worth.length };
}
