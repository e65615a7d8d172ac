import type { Queue } from 'bullmq';
import { messageOf } from '../../platform/errors.js';
import type { Logger } from '../../platform/observability/logger.js';
import { longestDelayMs } from '../runtime/outcome.js';

const everyMs = 1_000;

/** Longer than any job is meant to be delayed. */
const patienceMs = longestDelayMs + everyMs;

type DelayedJobs = Pick<Queue, 'name' | 'getDelayed' | 'promoteJobs'>;

/**
 * Promotes jobs that stay delayed for longer than they should. BullMQ keeps with a job the time of day until which it
 * is delayed, by the clock of the process that delayed it: where that ran ahead, or has been set back since, the job
 * would wait for as long. Jobs may run early, since each asks PostgreSQL what is to be done.
 */
export function watchDelays(queues: readonly DelayedJobs[], log: Logger): { stop: () => void } {
  const last = new Map<DelayedJobs, { jobId: string | undefined; sinceMs: number }>();

  const look = async (queue: DelayedJobs): Promise<void> => {
    // The one that is delayed longest: where it is promoted in time, so are those before it.
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
