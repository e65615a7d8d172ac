import { Redis, type RedisOptions } from 'ioredis';
import { followMaster } from './cluster-master-connector.js';
import { settledWithin } from '../async/settled-within.js';
import type { Logger } from '../observability/logger.js';
import { probeKey } from './keys.js';
import { redisConnected } from './redis-metrics.js';
import { redisNodes } from './url.js';
import { giveUpWhenSilent } from './keepalive.js';

const retryStrategy = (attempt: number) => Math.min(attempt * 50, 1_000);

/**
 * How a connection behaves during an outage depends on its purpose.
 * - `command`: fails fast (at once while disconnected, after a second otherwise), since HTTP callers wait for it.
 * - `worker`: retries for ever, as BullMQ's blocking reads require.
 * - `subscriber`: as `worker`.
 */
const purposes = {
  command: {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 1_000,
    connectTimeout: 2_000,
  },
  // BullMQ duplicates this connection for blocking reads. `socketTimeout` detects a half-open TCP connection there; it must
  // exceed the longest BZPOPMIN timeout: two seconds, or the longest delay of a job.
  worker: { maxRetriesPerRequest: null, connectTimeout: 5_000, socketTimeout: 6_000 },
  // ioredis' own resubscribing drops the promises, so that a refusal would be an unhandled rejection: see live-subscriber.ts.
  subscriber: { maxRetriesPerRequest: null, connectTimeout: 5_000, autoResubscribe: false },
} satisfies Record<string, RedisOptions>;

/** A connection without any reply for so long is considered half-open, and is replaced. */
const silentForMs = { command: 3_000, worker: 5_000, subscriber: 5_000 };

export type RedisPurpose = keyof typeof purposes;

/** After a failover the old primary keeps its connections as a replica. Reconnecting resolves the address anew. */
const leaveReplica = (error: Error) => error.message.startsWith('READONLY');

/** @param url as in `REDIS_URL`: one Redis, or several nodes of a Cluster. */
function open(url: string, resend: boolean, options: RedisOptions): Redis {
  const nodes = redisNodes(url);
  const [node = url] = nodes;
  const cluster = nodes.length > 1 ? followMaster(nodes, probeKey, resend) : {};
  return new Redis(node, { reconnectOnError: leaveReplica, ...options, ...cluster });
}

/** A lazy connection without reconnects. The caller connects and closes it. */
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
 * Opens a connection that reconnects for ever. An outage is logged when it begins and when it ends.
 * @param options `mayInfo`: false when the ACL refuses INFO, which ioredis' ready check needs.
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
  const isConnected = redisConnected.labels(name);
  isConnected.set(0);
  redis.on('error', (error: Error) => {
    if (!away) log.warn('redis is away', { connection: name, reason: error.message });
    away = true;
  });
  redis.on('ready', () => {
    if (away) log.info('redis is back', { connection: name });
    away = false;
    isConnected.set(1);
  });
  redis.on('close', () => {
    isConnected.set(0);
  });
  return redis;
}

/** Resolves when the connection is ready, or after a timeout: Redis may be away, or accept connections and say nothing. Never rejects. */
export async function readyWithin(redis: Redis, patienceMs: number): Promise<void> {
  // Not `once` alone, which an error of the connection would end: the next attempt may come in time.
  const ready = new Promise((resolve) => redis.once('ready', resolve));
  if (redis.status !== 'ready') await settledWithin(ready, patienceMs);
}

/** Closes a connection without QUIT, whose reply may never come. */
export function closeRedis(redis: Redis): void {
  redis.disconnect();
}
