import { Redis, type RedisOptions } from 'ioredis';
import { followMaster } from './cluster-master-connector.js';
import type { Logger } from '../observability/logger.js';
import { probeKey } from './keys.js';
import { redisNodes } from './url.js';
import { giveUpWhenSilent } from './keepalive.js';

const retryStrategy = (attempt: number) => Math.min(attempt * 50, 1_000);

/**
 * What a connection is for decides how it fails.
 * - `command`: answers or fails within a second, and at once while Redis is away. Callers have people waiting.
 * - `worker`: waits for Redis as long as it takes, as BullMQ's blocking reads need it.
 * - `subscriber`: as `worker`.
 */
const purposes = {
  command: {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 1_000,
    connectTimeout: 2_000,
  },
  // BullMQ makes copies of it, which only this keeps from waiting for ever for an answer that will not come. It must be
  // longer than such a copy asks Redis to wait for a job: two seconds, or as long as a job is delayed at most.
  worker: { maxRetriesPerRequest: null, connectTimeout: 5_000, socketTimeout: 6_000 },
  // ioredis resubscribes as well, but drops the promises, and a refusal would end the process: see live-subscriber.ts.
  subscriber: { maxRetriesPerRequest: null, connectTimeout: 5_000, autoResubscribe: false },
} satisfies Record<string, RedisOptions>;

/** A command fails after a second; three such silences are no accident. */
const silentForMs = { command: 3_000, worker: 5_000, subscriber: 5_000 };

export type RedisPurpose = keyof typeof purposes;

/** A primary that has become a replica keeps its connections, and the address may lead to another one by now. */
const leaveReplica = (error: Error) => error.message.startsWith('READONLY');

/** @param url as in `REDIS_URL`: of one Redis, or of nodes of a Cluster. */
function open(url: string, resend: boolean, options: RedisOptions): Redis {
  const nodes = redisNodes(url);
  const [node = url] = nodes;
  const cluster = nodes.length > 1 ? followMaster(nodes, probeKey, resend) : {};
  return new Redis(node, { reconnectOnError: leaveReplica, ...options, ...cluster });
}

/** A connection that does not come back, and is made by its `connect()`. Whoever asks for it closes it. */
export function connectOnce(url: string, name: string): Redis {
  const redis = open(url, false, {
    ...{ lazyConnect: true, connectionName: name, connectTimeout: 2_000, commandTimeout: 1_000 },
    ...{
      retryStrategy: () => null,
      maxRetriesPerRequest: 0,
      enableReadyCheck: false,
      disableClientInfo: true,
    },
  });
  redis.options.reconnectOnError = null;
  return redis;
}

/**
 * Opens a connection that keeps coming back. Its troubles are logged when they begin and when they end.
 * @param options `mayInfo` is false where Redis refuses INFO, by which ioredis learns whether Redis is still loading.
 */
export function connectRedis(
  url: string,
  purpose: RedisPurpose,
  name: string,
  log: Logger,
  { mayInfo }: { mayInfo: boolean } = { mayInfo: true },
): Redis {
  const redis = open(url, purpose === 'worker', {
    ...purposes[purpose],
    retryStrategy,
    connectionName: name,
    keepAlive: 5_000,
    enableReadyCheck: mayInfo,
  });
  giveUpWhenSilent(redis, silentForMs[purpose]);
  let away = false;
  redis.on('error', (error: Error) => {
    if (!away) log.warn('redis is away', { connection: name, reason: error.message });
    away = true;
  });
  redis.on('ready', () => {
    if (away) log.info('redis is back', { connection: name });
    away = false;
  });
  return redis;
}

/** Closes a connection without waiting for an answer that may never come. */
export function closeRedis(redis: Redis): void {
  redis.disconnect();
}
