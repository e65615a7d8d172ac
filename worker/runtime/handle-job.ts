import { DelayedError, UnrecoverableError, type BackoffOptions, type Job } from 'bullmq';
import type { z } from 'zod';
import { withLogContext } from '../../platform/observability/logger.js';
import type { CountEnding } from './count-endings.js';
import type { JobContext, QueuedJob } from './job.js';

const firstBackoffMs = 200;

/** Doubles with each attempt, and spreads what failed at the same time. */
const backoff: BackoffOptions = { type: 'exponential', delay: firstBackoffMs, jitter: 0.5 };

/** Before the last of so many attempts. */
export const longestBackoffMs = (attempts: number) => firstBackoffMs * 2 ** Math.max(0, attempts - 2);

/** Of the fields that do not fit: a job may carry hundreds of ids. */
const namedProblems = 3;

/** The answer `retry`, in the only way in which BullMQ counts an attempt. */
export class RetryLater extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'RetryLater';
  }
}

/**
 * Runs a job that BullMQ hands over, and turns its outcome into BullMQ's. The declaration says how often it is tried,
 * whoever queued it: BullMQ reads that from the job, which may come from the API or from another release.
 */
export function handlerOf<Payload>(
  job: QueuedJob<Payload>,
  context: JobContext<Payload>,
  count: CountEnding,
): (queued: Job<unknown>, token?: string) => Promise<void> {
  const { name, queue } = job;
  const settle = async (queued: Job<unknown>, token?: string): Promise<void> => {
    queued.opts.attempts = job.attempts;
    queued.opts.backoff = backoff;
    const outcome = await job.run(fitting(job.payload, queued.data), context);
    if (outcome.is === 'retry') {
      queued.opts.backoff = { type: 'fixed', delay: outcome.inMs };
      throw new RetryLater(outcome.reason);
    }
    if (outcome.is === 'snooze') {
      await queued.moveToDelayed(Date.now() + outcome.forMs, token);
      count(name, 'snooze');
      // BullMQ's sign that the job is not to be completed.
      throw new DelayedError();
    }
    if (outcome.is === 'cancel') context.log.info('a job was cancelled', { queue, reason: outcome.reason });
    count(name, outcome.is);
  };
  return (queued, token) =>
    withLogContext({ jobId: `${queue}:${queued.id ?? ''}` }, () => settle(queued, token));
}

/** @throws an error after which BullMQ does not try again: the payload will not fit the next time either. */
function fitting<Payload>(schema: z.ZodType<Payload>, data: unknown): Payload {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const named = issues.slice(0, namedProblems).map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new UnrecoverableError(
    `its payload is not as declared, in ${issues.length} places: ${named.join('; ')}`,
  );
}
