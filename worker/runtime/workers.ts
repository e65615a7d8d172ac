import type { Worker } from 'bullmq';
import { withTimeout } from '../../platform/async/with-timeout.js';
import type { Logger } from '../../platform/observability/logger.js';
import { isDatabaseUnavailable } from '../../platform/postgres/errors.js';
import type { RedisAccess } from '../../platform/redis/access.js';
import { closeRedis } from '../../platform/redis/connection.js';
import { openWorker } from '../../platform/redis/queues.js';
import { isReply } from '../../platform/redis/refusals.js';
import type { CountEnding } from './count-endings.js';
import { handlerOf, RetryLater } from './handle-job.js';
import type { QueuedJob } from './job.js';
import type { ContextOf } from './job-queues.js';

/** Shorter than the process's own stop timeout. Work that is cut off is rolled back, and its job stalls and runs again. */
const stopWithinMs = 7_000;

interface Deps {
  access: RedisAccess;
  contextOf: ContextOf;
  count: CountEnding;
  work: FinishedJobs;
  log: Logger;
}

/** What is told of jobs that this worker has consumed. */
export interface FinishedJobs {
  finished(queue: string, isVital: boolean): void;
  /** PostgreSQL was unavailable, and the job has failed for that alone. */
  worked(): void;
}

/**
 * Consumes the queue of each job while Redis grants the rights that it needs. BullMQ retries a refused command in a tight
 * loop, so consumers are paused until `access` reports the rights again. Stopping waits for the jobs that are running.
 */
export function startWorkers(
  jobs: readonly QueuedJob[],
  { access, contextOf, count, work, log }: Deps,
): { stop: () => Promise<void> } {
  const connection = access.connect('worker', 'jobs');

  const consume = (job: QueuedJob, redisVersion: string): Worker<unknown> => {
    const { name, queue, concurrency, isVital = true } = job;
    const handle = handlerOf(job, contextOf(job), count);
    const worker = openWorker(queue, { connection, redisVersion }, handle, { concurrency });
    worker.on('error', (error) => {
      log.debug('a queue is in trouble', { queue, reason: error.message });
      if (isReply(error)) access.doubt(error);
    });
    worker.on('completed', () => {
      work.finished(queue, isVital);
    });
    worker.on('failed', (queued, error) => {
      if (isVital && isDatabaseUnavailable(error)) work.worked();
      // There is no job where BullMQ has removed it already.
      const dead = queued?.finishedOn !== undefined || queued === undefined;
      count(name, dead ? 'failed' : 'retry');
      // During a database outage every job fails; the outage itself is logged once.
      const expected = isDatabaseUnavailable(error) || (error instanceof RetryLater && !dead);
      log.log(expected ? 'debug' : 'warn', 'a job failed', {
        ...{ queue, jobId: queued?.id, attempt: queued?.attemptsMade, dead, reason: error.message },
      });
    });
    return worker;
  };

  let workers: Worker<unknown>[] = [];
  let stopped = false;
  access.onGranted(() => {
    const { version } = access;
    if (stopped || version === undefined) return;
    if (workers.length === 0) workers = jobs.map((job) => consume(job, version));
    else for (const worker of workers) void worker.resume();
  });
  access.onDoubted(() => {
    for (const worker of workers) void worker.pause(true);
  });

  return {
    stop: async () => {
      stopped = true;
      // Without a connection a graceful close would never resolve.
      const force = access.isHeld || connection.status !== 'ready';
      try {
        await withTimeout(Promise.all(workers.map((worker) => worker.close(force))), stopWithinMs, 'A queue');
      } finally {
        closeRedis(connection);
      }
    },
  };
}
