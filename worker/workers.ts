import type { Job, Worker } from 'bullmq';
import { queueNames, type NotifyJob } from '../domain/queues.js';
import { isDatabaseUnavailable } from '../platform/postgres/errors.js';
import { inTime } from '../platform/async/in-time.js';
import { withLogContext } from '../platform/observability/logger.js';
import { openWorker } from '../platform/redis/queues.js';
import type { RedisAccess } from '../platform/redis/access.js';
import { isReply } from '../platform/redis/refusals.js';
import { closeRedis } from '../platform/redis/connection.js';
import { runNotify } from './jobs/notify.js';
import { runPrune } from './jobs/prune.js';
import { runRelay } from './jobs/relay.js';
import { runSweep } from './jobs/sweep.js';
import type { Services } from './services.js';

/**
 * Batches of different users run side by side; those of one user wait for the lock of the inbox. With four a mass expiry is
 * told no sooner, and the process takes a tenth more memory.
 */
const notifyConcurrency = 3;

/** Shorter than the time that the process has to stop. Work that is cut off is rolled back, and done again. */
const stopWithinMs = 7_000;

/**
 * Consumes each queue for as long as Redis grants what that takes. BullMQ answers a refusal by asking again at once and
 * without end, so it is held until `access` says that it makes sense. Stopping waits for the jobs that are running.
 */
export function startWorkers(services: Services, access: RedisAccess): { stop: () => Promise<void> } {
  const { log } = services;
  const connection = access.connect('worker', 'jobs');
  const stopping = new AbortController();

  const consume = <Data>(
    name: string,
    run: (data: Data) => Promise<void>,
    concurrency: number,
    redisVersion: string,
  ): Worker<Data> => {
    const handle = (job: Job<Data>) =>
      withLogContext({ jobId: `${name}:${job.id ?? ''}` }, () => run(job.data));
    const worker = openWorker<Data>(name, { connection, redisVersion }, handle, { concurrency });
    worker.on('error', (error) => {
      log.debug('a queue is in trouble', { queue: name, reason: error.message });
      if (isReply(error)) access.doubt(error);
    });
    worker.on('failed', (job, error) => {
      // Every job fails while the database is unavailable, which is said once for all of them.
      log.log(isDatabaseUnavailable(error) ? 'debug' : 'warn', 'a job failed', {
        queue: name,
        jobId: job?.id,
        attempt: job?.attemptsMade,
        reason: error.message,
      });
    });
    return worker;
  };

  const consumeAll = (version: string) => [
    consume(queueNames.notify, (job: NotifyJob) => runNotify(services, job), notifyConcurrency, version),
    consume(queueNames.sweep, () => runSweep(services), 1, version),
    consume(queueNames.relay, () => runRelay(services), 1, version),
    consume(queueNames.prune, () => runPrune(services, stopping.signal), 1, version),
  ];

  let workers: Worker[] = [];
  let stopped = false;
  access.onGranted(() => {
    const { version } = access;
    if (stopped || version === undefined) return;
    if (workers.length === 0) workers = consumeAll(version);
    else for (const worker of workers) void worker.resume();
  });
  access.onDoubted(() => {
    for (const worker of workers) void worker.pause(true);
  });

  return {
    stop: async () => {
      stopped = true;
      stopping.abort();
      // A connection that is not there has no end that BullMQ could wait for.
      const force = access.isHeld || connection.status !== 'ready';
      try {
        await inTime(Promise.all(workers.map((worker) => worker.close(force))), stopWithinMs, 'A queue');
      } finally {
        closeRedis(connection);
      }
    },
  };
}
