import type { Attempt } from '../../domain/deliveries/channel.js';
import { AddressRefused, NoAnswer, type OutboundAnswer } from '../../platform/http/outbound-request.js';

/** Longer than that nobody keeps away from a push service by its word. */
const longestAfterMs = 3_600_000;

/** Between the request and its answer: whether it was taken nobody can say. */
export const unanswered = 'there was no answer: whether it was taken is not known';

/** When a push that may have been taken is sent again: soon, since a warning is of use for minutes. */
const unansweredPushMs = 20_000;

/** What it means that there is no answer. Never with the error's message, which may name where it was sent. */
export function withoutAnswer(error: unknown): Attempt {
  if (error instanceof AddressRefused)
    return { is: 'refused', reason: 'the push service is at a private address' };
  if (error instanceof NoAnswer && error.isSent)
    return { is: 'unanswered', reason: unanswered, afterMs: unansweredPushMs, isDown: true };
  return { is: 'unreachable', reason: (error instanceof NoAnswer ? error.code : undefined) ?? 'no answer' };
}

/** What an answer of a push service means. */
export function attemptOf({ status, retryAfter }: OutboundAnswer): Attempt {
  const reason = `answered ${status}`;
  if (status >= 200 && status < 300) return { is: 'sent' };
  if (status === 404 || status === 410) return { is: 'refused', reason: 'the subscription has ended' };
  if (status !== 429 && status < 500) return { is: 'refused', reason };
  const afterMs = waitOf(retryAfter);
  return afterMs === undefined ? { is: 'unreachable', reason } : { is: 'unreachable', reason, afterMs };
}

/** Retry-After is a number of seconds or a date. */
function waitOf(retryAfter: string | undefined): number | undefined {
  if (retryAfter === undefined) return undefined;
  const ms = /^\d{1,9}$/.test(retryAfter) ? Number(retryAfter) * 1_000 : Date.parse(retryAfter) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.min(longestAfterMs, Math.max(1_000, ms));
}
