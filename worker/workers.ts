import type { Job, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { queueNames, type NotifyJob } from '../domain/queues.js';
import { withLogContext } from '../platform/logger.js';
import { openWorker } from '../platform/queues.js';
import { runNotify } from './jobs/notify.js';
import { runRelay } from './jobs/relay.js';
import { runSweep } from './jobs/sweep.js';
import { runTidy } from './jobs/tidy.js';
import type { Services } from './services.js';

/** Batches of different users run side by side; those of one user wait for the lock of the inbox. */
const notifyConcurrency = 4;

/** Starts one consumer per queue. Stopping waits for the jobs that are running. */
export function startWorkers(services: Services, connection: Redis): { stop: () => Promise<void> } {
  const { log } = services;

  const consume = <Data>(
    name: string,
    run: (data: Data) => Promise<void>,
    concurrency: number,
  ): Worker<Data> => {
    const handle = (job: Job<Data>) =>
      withLogContext({ jobId: `${name}:${job.id ?? ''}` }, () => run(job.data));
    const worker = openWorker<Data>(name, connection, handle, { concurrency });
    worker.on('error', (error) => log.debug('a queue is in trouble', { queue: name, reason: error.message }));
    worker.on('failed', (job, error) => {
      log.warn('a job failed', {
        queue: name,
        jobId: job?.id,
        attempt: job?.attemptsMade,
        reason: error.message,
      });
    });
    return worker;
  };

  const workers = [
    consume(queueNames.notify, (job: NotifyJob) => runNotify(services, job.eventIds), notifyConcurrency),
    consume(queueNames.sweep, () => runSweep(services), 1),
    consume(queueNames.relay, () => runRelay(services), 1),
    consume(queueNames.tidy, () => runTidy(services), 1),
  ];
  return {
    stop: async () => {
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}
