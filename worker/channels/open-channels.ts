import type { Channel } from '../../domain/deliveries/channel.js';
import type { Channels } from '../../domain/deliveries/deliver.js';
import { WebhookSecrets } from '../../domain/deliveries/webhooks/webhook-secrets.js';
import type { Logger } from '../../platform/observability/logger.js';
import type { Database } from '../../platform/postgres/database.js';
import type { Env } from '../../platform/process/env.js';
import { secretsOf } from '../../platform/process/secret.js';
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
  return new Map(channels.map((channel) => [channel.name, channel]));
}
