import type { Attempt, Channel } from '../../domain/deliveries/channel.js';
import type { ClaimedDelivery } from '../../domain/deliveries/claimed-delivery.js';
import { meaningOf, meaningOfSilence } from '../../domain/deliveries/webhooks/answer-meaning.js';
import { disableWebhook } from '../../domain/deliveries/webhooks/disable-webhook.js';
import { readWebhook, type WebhookOfDelivery } from '../../domain/deliveries/webhooks/read-webhook.js';
import {
  recordAttempt,
  type MadeAttempt,
  type WebhookState,
} from '../../domain/deliveries/webhooks/record-attempt.js';
import { webhookBody } from '../../domain/deliveries/webhooks/webhook-message.js';
import type { WebhookSecrets } from '../../domain/deliveries/webhooks/webhook-secrets.js';
import { messageOf } from '../../platform/errors.js';
import { AddressRefused, type OutboundAnswer } from '../../platform/http/outbound-request.js';
import { postSigned } from '../../platform/http/signed-webhook.js';
import type { Logger } from '../../platform/observability/logger.js';
import type { Database } from '../../platform/postgres/database.js';

/** How many messages one receiver gets in a second, by all workers together. */
const perSecond = 50;

interface Needs {
  db: Database;
  secrets: WebhookSecrets;
  /** Whether webhooks may be at addresses of this machine and of private networks. */
  allowsPrivate: boolean;
  log: Pick<Logger, 'warn'>;
}

/** Sends what owners are told to their own systems. Each webhook is a provider of its own: one that is down or slow holds up no other. */
export const webhookChannel = (needs: Needs): Channel => ({
  name: 'webhook',
  perSecond,
  send: (delivery) => send(delivery, needs),
});

async function send(delivery: ClaimedDelivery, needs: Needs): Promise<Attempt> {
  const webhook = await readWebhook(needs.db, delivery);
  if (!webhook) return { is: 'refused', reason: 'the webhook was switched off' };
  const startedAt = performance.now();
  const answer = await post(delivery, webhook, needs);
  const tookMs = performance.now() - startedAt;
  const isAccepted = !(answer instanceof Error) && answer.status >= 200 && answer.status <= 299;
  const { failingMs, isHopeless } = await note(delivery, needs, {
    status: answer instanceof Error ? null : answer.status,
    error: isAccepted ? null : errorOf(answer),
    tookMs,
  });
  const isGone = !(answer instanceof Error) && answer.status === 410;
  if (isGone || isHopeless)
    await disableWebhook(needs.db, { id: delivery.target, url: webhook.url }, isGone ? 'gone' : 'failing');
  return attemptOf(answer, { attempts: delivery.attempts, failingMs });
}

const errorOf = (answer: OutboundAnswer | Error): string =>
  answer instanceof Error ? answer.message : `answered ${answer.status}`;

async function post(
  delivery: ClaimedDelivery,
  webhook: WebhookOfDelivery,
  { secrets, allowsPrivate }: Needs,
): Promise<OutboundAnswer | Error> {
  const { id, target } = delivery;
  const sealed = [webhook.secret, ...(webhook.previousSecret ? [webhook.previousSecret] : [])];
  let opened: string[];
  try {
    opened = sealed.map((secret) => secrets.open(secret, target));
  } catch {
    return new Error('the secret of the webhook cannot be read any more: give it a new one');
  }
  try {
    const address = { url: webhook.url, secrets: opened, allowsPrivate };
    return await postSigned(address, id, webhookBody(delivery, webhook));
  } catch (error) {
    return error instanceof Error ? error : new Error(messageOf(error));
  }
}

function attemptOf(answer: OutboundAnswer | Error, state: { attempts: number; failingMs: number }): Attempt {
  if (!(answer instanceof Error)) return meaningOf(answer, { ...state, now: new Date() });
  const reason = answer.message;
  if (answer instanceof AddressRefused) return { is: 'refused', reason };
  return meaningOfSilence(reason, state.failingMs);
}

/** A log that cannot be written must not have the message sent twice. */
async function note(delivery: ClaimedDelivery, { db, log }: Needs, made: MadeAttempt): Promise<WebhookState> {
  try {
    return await recordAttempt(db, delivery, made);
  } catch (error) {
    log.warn('an attempt at a webhook could not be recorded', {
      deliveryId: delivery.id,
      reason: messageOf(error),
    });
    return { failingMs: 0, isHopeless: false };
  }
}
