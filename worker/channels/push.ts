import webPush from 'web-push';
import type { PushMessage } from '../../contract/push.js';
import type { Attempt, Channel } from '../../domain/deliveries/channel.js';
import type { ClaimedDelivery } from '../../domain/deliveries/claimed-delivery.js';
import { untilRecorded } from '../../domain/deliveries/until-recorded.js';
import type { RenewalBounds } from '../../domain/bookings/offer-renewal.js';
import { composePush } from '../../domain/deliveries/push/compose-push.js';
import { pushServiceOf } from '../../domain/deliveries/push/push-services.js';
import { topicOf } from '../../domain/deliveries/push/push-subject.js';
import { forgetStanding, rememberStanding } from '../../domain/deliveries/push/standing-pushes.js';
import { removeEnded } from '../../domain/deliveries/push/subscription-ended.js';
import { postOutbound } from '../../platform/http/outbound-request.js';
import type { Database } from '../../platform/postgres/database.js';
import type { VapidKeys } from '../../platform/process/push-settings.js';
import { attemptOf, withoutAnswer } from './push-answers.js';

/** For an answer. Push services take a push within a second. */
const timeoutMs = 10_000;

/** By priority. A low one waits until a phone is awake anyway. */
const urgencies = ['high', 'normal', 'low'] as const;

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
  const { push, priority, target } = delivery;
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
      // Push services are few, and the handshakes cost more than the pushes.
      keepsConnection: true,
      ca: options.ca,
    },
  }).catch(withoutAnswer);
  const attempt = 'is' in answer ? answer : attemptOf(answer);
  // What may have arrived may stand there, too.
  if (attempt.is === 'sent' || (attempt.is === 'unanswered' && message.is !== 'closing'))
    await remember(db, target, message);
  if (!('is' in answer) && (answer.status === 404 || answer.status === 410))
    await removeEnded(db, target, push.endpoint);
  return attempt;
}

/** What stands on a device from now on. An error here would have the push sent again. */
async function remember(db: Database, subscriptionId: string, { is, id, tag }: PushMessage): Promise<void> {
  const standing = { subscriptionId, tag, notificationId: id };
  await untilRecorded(() =>
    is === 'closing' ? forgetStanding(db, subscriptionId, id) : rememberStanding(db, standing),
  ).catch(() => undefined);
}
