import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { openQueue } from '../../platform/redis/queues.js';
import type { Services } from '../services.js';
import { jobQueueOn, type JobQueue } from './job-queue.js';
import type { JobContext, QueuedJob } from './job.js';

/** The producing sides of the queues of all jobs. */
export class JobQueues {
  private readonly opened: ReadonlyMap<string, { queue: Queue; jobs: JobQueue<unknown> }>;

  constructor(jobs: readonly QueuedJob[], connection: Redis) {
    this.opened = new Map(
      jobs.map((job) => {
        const queue = openQueue(job.queue, connection);
        return [job.queue, { queue, jobs: jobQueueOn(queue, job.name) }];
      }),
    );
  }

  get all(): Queue[] {
    return [...this.opened.values()].map(({ queue }) => queue);
  }

  /** @throws for a job that is not in the list. */
  of<Payload>(job: QueuedJob<Payload>): JobQueue<Payload> {
    const found = this.opened.get(job.queue);
    if (!found) throw new Error(`the job ${job.name} is not in the list of jobs`);
    return found.jobs;
  }
}

export type ContextOf = <Payload>(job: QueuedJob<Payload>) => JobContext<Payload>;

/** What each job of this process is given. */
export const contextsOf =
  (services: Services, queues: JobQueues, signal: AbortSignal): ContextOf =>
  (job) => ({ ...services, queue: queues.of(job), queueOf: (other) => queues.of(other), signal });
