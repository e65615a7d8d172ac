import { Queue, RedisConnection, Worker, type Job, type Processor, type WorkerOptions } from 'bullmq';
import type { Redis } from 'ioredis';
import { queueTelemetry } from '../observability/tracing.js';
import { keyPrefix } from './keys.js';

/**
 * Completed jobs are removed, since their effects are in PostgreSQL. Failed ones are kept for operators. Attempts and
 * backoff are not set here: the worker applies those that the job's declaration says.
 */
const jobDefaults = {
  removeOnComplete: true,
  removeOnFail: { age: 7 * 86_400, count: 1_000 },
} as const;

/** The producer of a queue. It fails fast during a Redis outage: the relay enqueues again what was lost. */
export function openQueue<Data>(name: string, connection: Redis): Queue<Data> {
  const queue = new Queue<Data>(name, {
    connection,
    prefix: keyPrefix,
    skipWaitingForReady: true,
    // The version check runs once, and would fail permanently if Redis were down at that moment.
    skipVersionCheck: true,
    defaultJobOptions: jobDefaults,
    ...queueTelemetry(),
  });
  // Connection errors are logged by the connection; without a listener BullMQ prints each with its stack.
  queue.on('error', () => undefined);
  return queue;
}

/**
 * The consumer of a queue. A job whose worker was killed is stalled, and returns to the queue after `lockDuration`.
 * BullMQ reads the version by INFO, which many ACLs refuse, and would retry that in a tight loop. Without a version it
 * rounds the wait for a delayed job up to a whole second; with the check skipped, it uses `minimumVersion`.
 * @param redisVersion see `RedisAccess`.
 */
export function openWorker<Data>(
  name: string,
  { connection, redisVersion }: { connection: Redis; redisVersion: string },
  handle: (job: Job<Data>, token?: string) => Promise<void>,
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
    ...queueTelemetry(),
    ...options,
  });
}
