import { DelayedError, UnrecoverableError, type Job } from 'bullmq';
import type { z } from 'zod';
import { withLogContext } from '../../platform/observability/logger.js';
import type { CountEnding } from './count-endings.js';
import type { JobContext, QueuedJob } from './job.js';
import { timeRuns, timeWaits } from './job-metrics.js';
import { backoff } from './retries.js';

/** Bounds the error message: a job may carry hundreds of ids. */
const namedProblems = 3;

/** The outcome `retry` as an error: only a run that throws counts as an attempt in BullMQ. */
export class RetryLater extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'RetryLater';
  }
}

/**
 * The BullMQ processor of a job: validates its payload, runs it and translates the outcome. BullMQ reads attempts and
 * backoff from the job's own options, which the API or another release may have written, so the declared ones are set
 * before each run.
 */
export function handlerOf<Payload>(
  job: QueuedJob<Payload>,
  context: JobContext<Payload>,
  count: CountEnding,
): (queued: Job<unknown>, token?: string) => Promise<void> {
  const { name, queue } = job;
  const timed = timeRuns(name);
  const measureWait = timeWaits(name);
  const settle = async (queued: Job<unknown>, token?: string): Promise<void> => {
    queued.opts.attempts = job.attempts;
    queued.opts.backoff = backoff;
    // The next tick does the same work: during an outage they would pile up, and hide the failures that need somebody.
    if (job.schedule && job.attempts === 1) queued.opts.removeOnFail = true;
    measureWait(queued);
    const payload = validated(job.payload, queued.data);
    const outcome = await timed(() => job.run(payload, context));
    if (outcome.is === 'retry') {
      queued.opts.backoff = { type: 'fixed', delay: outcome.inMs };
      throw new RetryLater(outcome.reason);
    }
    if (outcome.is === 'snooze') {
      await queued.moveToDelayed(Date.now() + outcome.forMs, token);
      count(name, 'snooze');
      // Tells BullMQ not to complete the job.
      throw new DelayedError();
    }
    if (outcome.is === 'cancel') context.log.info('a job was cancelled', { queue, reason: outcome.reason });
    count(name, outcome.is);
  };
  return (queued, token) =>
    withLogContext({ jobId: `${queue}:${queued.id ?? ''}` }, () => settle(queued, token));
}

/** @throws UnrecoverableError, which BullMQ does not retry: an invalid payload stays invalid. */
function validated<Payload>(schema: z.ZodType<Payload>, data: unknown): Payload {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const named = issues.slice(0, namedProblems).map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new UnrecoverableError(
    `its payload is not as declared, in ${issues.length} places: ${named.join('; ')}`,
  );
}
