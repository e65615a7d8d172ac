import type { OutboundAnswer } from '../../../platform/http/outbound-request.js';
import type { Attempt } from '../channel.js';

const minute = 60_000;
const hour = 60 * minute;

/** After each attempt that counts: ten attempts take more than a day, so that a receiver may be mended over night. */
const backoffMs = [
  ...[15_000, minute, 5 * minute, 15 * minute],
  ...[hour, 2 * hour, 4 * hour, 8 * hour, 12 * hour],
];

/** A receiver that asks for more time than this is asked again all the same. */
const longestWaitMs = 6 * hour;

/** What has failed for so long is asked less often than other providers, which are asked every minute: owners leave dead receivers behind. */
const deadAfterMs = hour;
const deadForMs = 15 * minute;

/**
 * What an answer means for a delivery.
 * @param state `attempts`: of this delivery, with this one. `failingMs`: for how long the webhook has accepted nothing.
 */
export function meaningOf(
  { status, retryAfter }: OutboundAnswer,
  { attempts, failingMs, now }: { attempts: number; failingMs: number; now: Date },
): Attempt {
  if (status >= 200 && status <= 299) return { is: 'sent' };
  const reason = `answered ${status}`;
  if (status === 410) return { is: 'refused', reason };
  if (status === 429 || status === 503)
    return unreachable(reason, waitOf(retryAfter, now) ?? leftAloneMs(failingMs));
  return {
    ...{ is: 'later', reason },
    afterMs: (backoffMs[Math.min(attempts, backoffMs.length) - 1] ?? hour) * jitter(),
  };
}

/** What it means that there was no answer. */
export const meaningOfSilence = (reason: string, failingMs: number): Attempt =>
  unreachable(reason, leftAloneMs(failingMs));

const unreachable = (reason: string, afterMs: number | undefined): Attempt =>
  afterMs === undefined ? { is: 'unreachable', reason } : { is: 'unreachable', reason, afterMs };

const leftAloneMs = (failingMs: number) => (failingMs > deadAfterMs ? deadForMs * jitter() : undefined);

/** `Retry-After` is in seconds, or a date. */
function waitOf(retryAfter: string | undefined, now: Date): number | undefined {
  if (retryAfter === undefined) return undefined;
  const ms = /^\d{1,9}$/.test(retryAfter)
    ? Number(retryAfter) * 1_000
    : Date.parse(retryAfter) - now.getTime();
  return Number.isNaN(ms) ? undefined : Math.min(longestWaitMs, Math.max(1_000, ms));
}

const jitter = () => 0.75 + Math.random() / 2;
