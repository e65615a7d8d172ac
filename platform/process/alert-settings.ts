import type { z } from 'zod';
import { weaknessOfSecret } from './secret.js';
import { checked, choice, seconds, wholeNumber } from './setting-types.js';

const percent = wholeNumber(1, 100);
const secretPrefix = 'whsec_';

/** As Standard Webhooks has it: Base64, with or without a prefix. */
export function webhookSecretProblem(text: string): string | undefined {
  const secret = text.startsWith(secretPrefix) ? text.slice(secretPrefix.length) : text;
  const weakness = weaknessOfSecret(secret);
  if (weakness !== undefined) return weakness;
  return Buffer.from(secret, 'base64').toString('base64') === secret
    ? undefined
    : 'must be Base64: make one with `openssl rand -base64 48`';
}

/** Never with the URL: its path may be a secret. */
function webhookUrlProblem(text: string): string | undefined {
  const must = 'must be a URL such as https://example.com/hook';
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return must;
  const { username, password } = new URL(text);
  return username || password ? 'must have no user or password: the signature says who sends it' : undefined;
}

export const alertSettings = {
  ALERT_EXPIRY_LAG_SECONDS: seconds(1, 86_400).default(5),
  ALERT_QUEUE_WAIT_SECONDS: seconds(1, 86_400).default(30),
  ALERT_FAILED_JOBS: wholeNumber(0, 100_000).default(10),
  ALERT_PAUSED_SECONDS: seconds(0, 86_400).default(600),
  ALERT_OUTBOX_LAG_SECONDS: seconds(1, 86_400).default(10),
  ALERT_WORKER_SILENCE_SECONDS: seconds(10, 86_400).default(15),
  /** Of maxmemory, of the connections that are accepted, and of the disk with the data. */
  ALERT_REDIS_MEMORY_PERCENT: percent.default(90),
  ALERT_CONNECTIONS_PERCENT: percent.default(90),
  ALERT_DISK_PERCENT: percent.default(90),
  ALERT_REPLICA_LAG_SECONDS: seconds(1, 86_400).default(30),
  /** For how long a condition must be gone before its alert is cleared. */
  ALERT_CLEAR_SECONDS: seconds(1, 86_400).default(15),
  ALERT_WEBHOOK_URL: checked(webhookUrlProblem).optional(),
  ALERT_WEBHOOK_SECRET: checked(webhookSecretProblem).optional(),
  /** Whether the webhook may be at an address of this machine or of a private network. */
  ALERT_WEBHOOK_PRIVATE: choice(['on', 'off']).default('off'),
};

type AlertEnv = z.infer<z.ZodObject<typeof alertSettings>>;

/** The same in the units that the domain reckons in. */
export function alertOptionsOf(env: AlertEnv) {
  const { ALERT_WEBHOOK_URL: url, ALERT_WEBHOOK_SECRET: secret } = env;
  const allowsPrivate = env.ALERT_WEBHOOK_PRIVATE === 'on';
  return {
    limits: {
      expiryLagMs: env.ALERT_EXPIRY_LAG_SECONDS * 1_000,
      queueWaitMs: env.ALERT_QUEUE_WAIT_SECONDS * 1_000,
      failedJobs: env.ALERT_FAILED_JOBS,
      pausedMs: env.ALERT_PAUSED_SECONDS * 1_000,
      outboxLagMs: env.ALERT_OUTBOX_LAG_SECONDS * 1_000,
      workerSilenceMs: env.ALERT_WORKER_SILENCE_SECONDS * 1_000,
      redisMemoryPercent: env.ALERT_REDIS_MEMORY_PERCENT,
      connectionsPercent: env.ALERT_CONNECTIONS_PERCENT,
      diskPercent: env.ALERT_DISK_PERCENT,
      replicationLagMs: env.ALERT_REPLICA_LAG_SECONDS * 1_000,
      clearAfterMs: env.ALERT_CLEAR_SECONDS * 1_000,
    },
    webhook: url === undefined || secret === undefined ? undefined : { url, secret, allowsPrivate },
  };
}
