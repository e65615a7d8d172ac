import type { Redis } from 'ioredis';
import { repeat } from '../../../platform/async/repeat.js';
import { messageOf } from '../../../platform/errors.js';
import { postSignedWebhook, type WebhookAddress } from '../../../platform/http/signed-webhook.js';
import type { Logger } from '../../../platform/observability/logger.js';
import type { Database } from '../../../platform/postgres/database.js';
import type { RedisAccess } from '../../../platform/redis/access.js';
import type { AlertLimits } from './alert-limits.js';
import { alertSources } from './alert-sources.js';
import { checkAlertRules } from './check-alert-rules.js';
import { AlertEvaluator } from './evaluate-alerts.js';
import { alertRules } from './rules.js';
import { sendDueWebhooks } from './send-webhooks.js';

const everyMs = 2_000;

export interface AlertWatchOptions {
  db: Database;
  /** Fails fast. */
  redis: Redis;
  redisAccess: Pick<RedisAccess, 'mayInfo'>;
  log: Logger;
  limits: AlertLimits;
  /** Where to send alerts, if anywhere. */
  webhook: WebhookAddress | undefined;
  /** An api process stands in for the workers while none of them is known to be alive. */
  as: 'worker' | 'stand-in';
}

/**
 * Evaluates alerts and sends webhooks every two seconds in this process, without a queue: it has to go on while Redis is
 * away, frozen, or its queues are paused. Without PostgreSQL nothing can be raised.
 * @throws Misconfiguration for rules that are not declared as they must be.
 */
export function watchAlerts({ db, redis, redisAccess, log, limits, webhook, as }: AlertWatchOptions): {
  stop: () => Promise<void>;
} {
  checkAlertRules(alertRules, limits);
  const sources = alertSources(db, redis, redisAccess);
  const hasWebhook = webhook !== undefined;
  const evaluator = new AlertEvaluator(db, { rules: alertRules, sources, limits, hasWebhook }, log);
  const workerRules = alertRules.filter(({ reads }) => reads === 'hasWorker');

  /** Whether a worker does it. */
  const isForWorkers = async () => as === 'stand-in' && (await sources.hasWorker().catch(() => false));
  const evaluation = repeat(
    everyMs,
    async () => evaluator.evaluate((await isForWorkers()) ? workerRules : alertRules),
    (error) => log.debug('alerts were not evaluated', { reason: messageOf(error) }),
  );
  const webhooks = webhook
    ? repeat(
        everyMs,
        async () => {
          if (await isForWorkers()) return;
          await sendDueWebhooks(db, (id, body) => postSignedWebhook(webhook, id, body), log);
        },
        (error) => log.debug('webhooks were not sent', { reason: messageOf(error) }),
      )
    : undefined;
  return {
    stop: async () => {
      await Promise.all([evaluation.stop(), webhooks?.stop()]);
    },
  };
}
