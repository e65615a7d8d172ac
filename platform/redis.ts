import { Redis, type RedisOptions } from 'ioredis';
import { followHolder } from './holder-connector.js';
import type { Logger } from './logger.js';
import { redisNodes } from './redis-url.js';
import { giveUpWhenSilent } from './silent-redis.js';

/** Keeps everything that ParkMate stores in Redis in one hash slot, so that one node of a Cluster holds it. */
export const keyPrefix = '{parkmate}';

const retryStrategy = (attempt: number) => Math.min(attempt * 50, 1_000);

/**
 * What a connection is for decides how it fails.
 * - `command`: answers or fails within a second, and at once while Redis is away. Callers have people waiting.
 * - `worker`: waits for Redis as long as it takes, as BullMQ's blocking reads need it.
 * - `subscriber`: as `worker`; resubscribes by itself.
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
  subscriber: { maxRetriesPerRequest: null, connectTimeout: 5_000 },
} satisfies Record<string, RedisOptions>;

/** A command fails after a second; three such silences are no accident. */
const silentForMs = { command: 3_000, worker: 5_000, subscriber: 5_000 };

export type RedisPurpose = keyof typeof purposes;

/**
 * Opens a connection that keeps coming back. Its troubles are logged when they begin and when they end.
 * @param url as in `REDIS_URL`: of one Redis, or of nodes of a Cluster.
 */
export function connectRedis(url: string, purpose: RedisPurpose, name: string, log: Logger): Redis {
  const nodes = redisNodes(url);
  const [node = url] = nodes;
  const redis = new Redis(node, {
    ...purposes[purpose],
    retryStrategy,
    connectionName: name,
    keepAlive: 5_000,
    ...(nodes.length > 1 ? followHolder(nodes, keyPrefix, purpose === 'worker') : {}),
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
