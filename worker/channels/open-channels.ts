import type { RenewalBounds } from '../../domain/bookings/offer-renewal.js';
import type { Channel } from '../../domain/deliveries/channel.js';
import type { Channels } from '../../domain/deliveries/deliver.js';
import { WebhookSecrets } from '../../domain/deliveries/webhooks/webhook-secrets.js';
import type { Logger } from '../../platform/observability/logger.js';
import type { Database } from '../../platform/postgres/database.js';
import type { Env } from '../../platform/process/env.js';
import { vapidKeysOf } from '../../platform/process/push-settings.js';
import { secretsOf } from '../../platform/process/secret.js';
import { openEmail } from './email.js';
import { pushChannel } from './push.js';
import { webhookChannel } from './webhook.js';

interface Needs {
  db: Database;
  env: Env;
  log: Pick<Logger, 'warn'>;
}

/** The slow channels of this installation: those that need nothing, and those that the settings name. */
export function openChannels({ db, env, log }: Needs): Channels {
  const channels: Channel[] = [
    webhookChannel({
      ...{ db, log, secrets: new WebhookSecrets(secretsOf(env)) },
      allowsPrivate: env.WEBHOOKS_PRIVATE === 'on',
    }),
  ];
  const keys = vapidKeysOf(env);
  if (keys)
    channels.push(pushChannel({ db, keys, hosts: env.PUSH_SERVICE_HOSTS, renewals: renewalsOf(env) }));
  if (env.SMTP_URL !== undefined && env.MAIL_FROM !== undefined)
    channels.push(
      openEmail({
        ...{ db, url: env.SMTP_URL, from: env.MAIL_FROM, perSecond: env.MAIL_RATE_PER_SECOND },
        ...{ origin: env.PUBLIC_ORIGIN[0] ?? '', secrets: secretsOf(env) },
      }),
    );
  return new Map(channels.map((channel) => [channel.name, channel]));
}

const renewalsOf = (env: Env): RenewalBounds => ({
  minSeconds: env.BOOKING_MIN_SECONDS,
  maxSeconds: env.BOOKING_MAX_SECONDS,
  limits: {
    activePerUser: env.ACTIVE_BOOKINGS_PER_USER,
    newPerHour: 0,
    totalSeconds: env.BOOKING_TOTAL_MAX_SECONDS,
    renewWithinSeconds: env.RENEW_WITHIN_SECONDS,
  },
});
