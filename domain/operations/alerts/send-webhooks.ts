import { messageOf } from '../../../platform/errors.js';
import type { Logger } from '../../../platform/observability/logger.js';
import type { Database } from '../../../platform/postgres/database.js';
import { webhookAccepted, webhookFailed, webhookGivenUp } from './alert-metrics.js';
import {
  claimWebhooks,
  finishWebhook,
  mostAttempts,
  postponeWebhook,
  type ClaimedWebhook,
} from './claim-webhooks.js';

const atOnce = 10;
const longestError = 500;

/** Sends a message; rejects unless it was accepted. */
export type PostWebhook = (id: string, body: string) => Promise<void>;

/** The same in every attempt. */
function bodyOf({ id, change, rule, subject, severity, figure, message, ...times }: ClaimedWebhook): string {
  const { raisedAt } = times;
  const clearedAt = change === 'cleared' ? times.clearedAt : null;
  return JSON.stringify({
    type: `alert.${change}`,
    timestamp: clearedAt ?? raisedAt,
    data: { id, rule, subject, severity, figure, message, raisedAt, clearedAt },
  });
}

/**
 * Makes the attempts that are due. Several processes may do so at once: each message is in one attempt at a time, and is
 * sent again with growing backoff until it is accepted or, after hours, given up.
 */
export async function sendDueWebhooks(
  db: Database,
  post: PostWebhook,
  log: Pick<Logger, 'debug' | 'warn' | 'error'>,
): Promise<void> {
  const claimed = await claimWebhooks(db, atOnce);
  await Promise.all(claimed.map((webhook) => attempt(db, webhook, post, log)));
}

async function attempt(
  db: Database,
  webhook: ClaimedWebhook,
  post: PostWebhook,
  log: Pick<Logger, 'debug' | 'warn' | 'error'>,
): Promise<void> {
  const { id, change, rule, attempts } = webhook;
  const facts = { alertId: id, rule, change, attempts };
  try {
    await post(`${id}.${change}`, bodyOf(webhook));
  } catch (error) {
    const reason = messageOf(error).slice(0, longestError);
    const isGivenUp = attempts >= mostAttempts;
    (isGivenUp ? webhookGivenUp : webhookFailed).inc();
    if (isGivenUp)
      log.error('an alert could not be sent to the webhook and is given up', { ...facts, reason });
    else if (attempts === 1) log.warn('an alert could not be sent to the webhook', { ...facts, reason });
    await (isGivenUp ? finishWebhook(db, webhook, reason) : postponeWebhook(db, webhook, reason));
    return;
  }
  webhookAccepted.inc();
  await finishWebhook(db, webhook, null);
  log.debug('an alert was sent to the webhook', facts);
}
