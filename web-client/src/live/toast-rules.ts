import type { Notification } from '../../../contract/notification.js';
import { expiryIn } from '../renewals/expiry.js';

/** More at once are shown as one digest. */
const mostAtOnce = 3;

/** Only notifications that are unread, not superseded and not past `validUntil` get a toast. */
export const isWorthToast = (
  { readAt, supersededAt, validUntil }: Notification,
  serverNowMs: number,
): boolean =>
  readAt === null && supersededAt === null && (validUntil === null || Date.parse(validUntil) > serverNowMs);

/** Warnings before the end of a booking that has not ended. */
export const chooseRunning = (known: readonly Notification[], serverNowMs: number): Notification[] =>
  known.filter(
    (notification) => expiryIn(notification) !== undefined && isWorthToast(notification, serverNowMs),
  );

export interface CatchUp {
  shown: readonly Notification[];
  /** How many others were missed, where they are too many for a toast each; else 0. */
  digest: number;
}

/** Which toasts to show after a reconnect: each warning that still runs, and all of a few others or a digest of them. */
export function chooseToasts(missed: readonly Notification[], serverNowMs: number): CatchUp {
  const worth = missed.filter((notification) => isWorthToast(notification, serverNowMs));
  const running = chooseRunning(worth, serverNowMs);
  const others = worth.length - running.length;
  return others <= mostAtOnce ? { shown: worth, digest: 0 } : { shown: running, digest: others };
}
