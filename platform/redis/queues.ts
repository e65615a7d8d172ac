import { Queue, RedisConnection, Worker, type Job, type Processor, type WorkerOptions } from 'bullmq';
import type { Redis } from 'ioredis';
import { keyPrefix } from './keys.js';

/** A finished job has done its work in PostgreSQL; a failed one is kept for the operators. */
export const jobDefaults = {
  attempts: 5,
  backoff: { type: 'exponential', delay: 200, jitter: 0.5 },
  removeOnComplete: true,
  removeOnFail: { age: 7 * 86_400, count: 1_000 },
} as const;

/** The producing side of a queue. Fails at once while Redis is away: what is not queued is found again by a sweep. */
export function openQueue<Data>(name: string, connection: Redis): Queue<Data> {
  const queue = new Queue<Data>(name, {
    connection,
    prefix: keyPrefix,
    skipWaitingForReady: true,
    // Asking for the version would fail for good when Redis is away at that moment.
    skipVersionCheck: true,
    defaultJobOptions: jobDefaults,
  });
  // The connection itself says when it fails; without a listener BullMQ prints each failure with its stack.
  queue.on('error', () => undefined);
  return queue;
}

/**
 * The consuming side of a queue. A job whose worker was killed returns to the queue after `lockDuration`.
 * BullMQ would ask for the version of Redis by INFO, which many users may not run, and spin for ever on the refusal. Yet
 * it must know it, or it rounds every wait for a delayed job up to a whole second: where it is not to ask, it believes
 * in its minimum.
 * @param redisVersion see `RedisAccess`.
 */
export function openWorker<Data>(
  name: string,
  { connection, redisVersion }: { connection: Redis; redisVersion: string },
  handle: (job: Job<Data>) => Promise<void>,
  options: Pick<WorkerOptions, 'concurrency'> = {},
): Worker<Data> {
  RedisConnection.minimumVersion = redisVersion;
  const processor: Processor<Data> = handle;
  return new Worker<Data>(name, processor, {
    connection,
    prefix: keyPrefix,
    skipVersionCheck: true,
    lockDuration: 10_000,
    stalledInterval: 5_000,
    maxStalledCount: 3,
    drainDelay: 2,
    ...options,
  });
}
