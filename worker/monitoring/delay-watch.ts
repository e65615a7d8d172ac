import type { Queue } from 'bullmq';
import { messageOf } from '../../platform/errors.js';
import type { Logger } from '../../platform/observability/logger.js';
import { longestDelayMs } from '../runtime/outcome.js';

const everyMs = 1_000;

/** Longer than any job is meant to be delayed. */
const patienceMs = longestDelayMs + everyMs;

type DelayedJobs = Pick<Queue, 'name' | 'getDelayed' | 'promoteJobs'>;

/**
 * Promotes jobs that stay delayed for too long. BullMQ stores the timestamp until which a job is delayed, by the system
 * clock of the process that delayed it: if that clock was ahead, or is set back later, the job would be late by as much.
 * Running a job early is safe, since each reads from PostgreSQL what is to be done.
 */
export function watchDelays(queues: readonly DelayedJobs[], log: Logger): { stop: () => void } {
  const last = new Map<DelayedJobs, { jobId: string | undefined; sinceMs: number }>();

  const look = async (queue: DelayedJobs): Promise<void> => {
    // The job that is delayed longest: while that one changes in time, so do those before it.
    const [job] = await queue.getDelayed(-1, -1);
    const known = last.get(queue);
    if (!known || known.jobId !== job?.id) last.set(queue, { jobId: job?.id, sinceMs: performance.now() });
    else if (job && performance.now() - known.sinceMs > patienceMs) {
      log.warn('jobs were delayed by a clock that is wrong; they run now', { queue: queue.name });
      await queue.promoteJobs();
    }
  };

  const timer = setInterval(() => {
    for (const queue of queues) {
      look(queue).catch((error: unknown) => {
        log.debug('delayed jobs were not looked at', { queue: queue.name, reason: messageOf(error) });
      });
    }
  }, everyMs);
  return {
    stop: () => {
      clearInterval(timer);
    },
  };
}
