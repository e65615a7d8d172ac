import webPush from 'web-push';
import type { Attempt, Channel } from '../../domain/deliveries/channel.js';
import type { ClaimedDelivery } from '../../domain/deliveries/claimed-delivery.js';
import type { RenewalBounds } from '../../domain/bookings/offer-renewal.js';
import { composePush } from '../../domain/deliveries/push/compose-push.js';
import { pushServiceOf } from '../../domain/deliveries/push/push-services.js';
import { topicOf } from '../../domain/deliveries/push/push-subject.js';
import { forgetStanding, rememberStanding } from '../../domain/deliveries/push/standing-pushes.js';
import { removeEnded } from '../../domain/deliveries/push/subscription-ended.js';
import { AddressRefused, postOutbound, type OutboundAnswer } from '../../platform/http/outbound-request.js';
import type { Database } from '../../platform/postgres/database.js';
import type { VapidKeys } from '../../platform/process/push-settings.js';

/** For an answer. Push services take a push within a second. */
const timeoutMs = 10_000;

/** By priority. A low one waits until a phone is awake anyway. */
const urgencies = ['high', 'normal', 'low'] as const;

/** Longer than that nobody keeps away from a push service by its word. */
const longestAfterMs = 3_600_000;

export interface PushOptions {
  db: Database;
  keys: VapidKeys;
  /** Push services beside those of the browsers. */
  hosts: readonly string[];
  renewals: RenewalBounds;
  timeoutMs?: number;
  /** The certificate of a push service of one's own. */
  ca?: string;
}

/** Web push (RFC 8030), encrypted for the device (RFC 8291), signed as ours (RFC 8292). Endpoints are in no log and no error. */
export const pushChannel = (options: PushOptions): Channel => ({
  name: 'push',
  send: (delivery, signal) => sendPush(options, delivery, signal),
});

async function sendPush(
  options: PushOptions,
  delivery: ClaimedDelivery,
  signal: AbortSignal,
): Promise<Attempt> {
  const { db, keys, hosts, renewals } = options;
  const { push, priority, target, notification } = delivery;
  if (!push) return { is: 'refused', reason: 'the device is gone' };
  const service = pushServiceOf(push.endpoint, hosts);
  if (!service) return { is: 'refused', reason: 'the endpoint is of no push service' };
  const composed = await composePush(db, delivery, renewals);
  // It was there a moment ago: the next decision finds it replaced.
  if (!composed) return { is: 'later', reason: 'something else has taken its place', afterMs: 0 };

  const { message, seconds } = composed;
  const { headers, body } = webPush.generateRequestDetails(
    { endpoint: push.endpoint, keys: { p256dh: push.p256dh, auth: push.auth } },
    JSON.stringify(message),
    {
      vapidDetails: keys,
      TTL: seconds,
      topic: topicOf(message.tag),
      urgency: message.is === 'closing' ? 'normal' : (urgencies[priority] ?? 'low'),
    },
  );
  const answer = await postOutbound({
    url: push.endpoint,
    headers,
    ...{
      body,
      signal,
      timeoutMs: options.timeoutMs ?? timeoutMs,
      allowsPrivate: service.isOurs,
      ca: options.ca,
    },
  }).catch(noAnswer);
  const attempt = 'is' in answer ? answer : attemptOf(answer);
  if (attempt.is === 'sent' && message.is === 'closing') await forgetStanding(db, target, message.id);
  if (attempt.is === 'sent' && notification)
    await rememberStanding(db, { subscriptionId: target, tag: message.tag, notificationId: notification.id });
  if (!('is' in answer) && (answer.status === 404 || answer.status === 410))
    await removeEnded(db, target, push.endpoint);
  return attempt;
}

/** Never with the error's message, which may name where it was sent. */
function noAnswer(error: unknown): Attempt {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no answer';
  return error instanceof AddressRefused
    ? { is: 'refused', reason: 'the push service is at a private address' }
    : { is: 'unreachable', reason: code };
}

function attemptOf({ status, retryAfter }: OutboundAnswer): Attempt {
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
