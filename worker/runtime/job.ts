import type { z } from 'zod';
import type { Services } from '../services.js';
import type { JobQueue } from './job-queue.js';
import type { Done, Outcome } from './outcome.js';

/** What `run` is given beside its payload. */
export interface JobContext<Payload> extends Services {
  /** The job's own queue, for what is left to be done. */
  queue: JobQueue<Payload>;
  /** The queue of another job. */
  queueOf: <Other>(job: QueuedJob<Other>) => JobQueue<Other>;
  /** Aborted when the worker stops: work that takes long ends early. */
  signal: AbortSignal;
}

/** When a job is enqueued: by every worker at each match, of which a deduplication key in Redis lets one through. */
export interface QueueSchedule<Payload> {
  /** node-cron's expression, whose matches lie equally far apart. */
  cron: string;
  /** Lifetime of the deduplication key. Shorter than the gap between two matches, or it would swallow the next tick. */
  deduplicateMs: number;
  payload: Payload;
}

/** What every worker does in its own process at each tick during a Redis outage, or while no consumer takes the jobs. */
interface WithoutQueue<Payload> {
  run(context: JobContext<Payload>): Promise<unknown>;
  /** Whether to do it once more when Redis is back: consumers may reconnect later than producers. */
  onceAfterReconnect: boolean;
}

/**
 * The one declaration of a job that comes through Redis: the queue and its consumer, the schedule, the retries and the
 * metrics derive from it. A job is an alarm: it may run twice, late or never, and asks PostgreSQL what is to be done.
 */
export interface QueuedJob<Payload = unknown> {
  /** In logs and metrics. */
  name: string;
  /** Must go on to read what the release before wrote. What does not fit is dead at once, and logged. */
  payload: z.ZodType<Payload>;
  /** Its name in Redis, of this job alone. Renaming it abandons what waits under the old name. */
  queue: string;
  /** How many of its jobs one worker runs side by side. */
  concurrency: number;
  /** How often it is tried before it is dead. 1 where the next tick comes sooner than a retry. */
  attempts: number;
  schedule?: QueueSchedule<NoInfer<Payload>>;
  /** False: a worker that finishes nothing but these jobs is not well, since bookings do not end by them and nobody hears of them. */
  isVital?: boolean;
  withoutQueue?: WithoutQueue<NoInfer<Payload>>;
  run(payload: Payload, context: JobContext<Payload>): Promise<Outcome>;
}

/** A job that every worker runs in its own process, without Redis: running in all of them at once must do no harm. */
export interface InProcessJob {
  name: string;
  schedule: { cron: string };
  run(services: Services): Promise<Done>;
}

export type Job = QueuedJob | InProcessJob;

export const isQueued = (job: Job): job is QueuedJob => 'queue' in job;

/** Lets the compiler take the type of the payload from its schema. */
export const defineJob = <Payload>(job: QueuedJob<Payload>): QueuedJob<Payload> => job;

export const defineInProcessJob = (job: InProcessJob): InProcessJob => job;
