import { schedule, type ScheduledTask } from 'node-cron';
import { messageOf } from '../platform/errors.js';
import { runSweep } from './jobs/sweep.js';
import type { Services } from './services.js';

/** Shorter than the time between two ticks, so that the next tick is never taken for a second copy of this one. */
const deduplicateSecondlyMs = 700;
const deduplicateHourlyMs = 60_000;

/** So many ticks that wait say that nobody hears the queue, although it takes jobs: a link to Redis may be half open. */
const unheardTicks = 2;

/**
 * The clock of every worker replica. Each tick asks for its job through the queue, where a deduplication id lets one
 * of the replicas through; two that get through do no harm. While Redis is away, or nobody hears what it says, a
 * replica sweeps by itself, since deadlines do not wait for Redis.
 */
export function startCron(services: Services): { stop: () => Promise<void> } {
  const { queues, log } = services;

  const tick = async () => {
    const deduplication = { id: 'tick', ttl: deduplicateSecondlyMs };
    try {
      const [waiting] = await Promise.all([
        queues.sweep.getWaitingCount(),
        queues.sweep.add('tick', { reason: 'tick' }, { deduplication, attempts: 1 }),
        queues.relay.add('tick', {}, { deduplication, attempts: 1 }),
      ]);
      if (waiting >= unheardTicks) await sweepHere();
    } catch (error) {
      log.debug('a tick could not be queued', { reason: messageOf(error) });
      await sweepHere();
    }
  };

  const sweepHere = () =>
    runSweep(services).catch((reason: unknown) => {
      log.debug('a sweep without the queue did not end well', { reason: messageOf(reason) });
    });

  const hourly = async () => {
    const deduplication = { id: 'hourly', ttl: deduplicateHourlyMs };
    await queues.tidy.add('hourly', {}, { deduplication }).catch((error: unknown) => {
      log.warn('tidying has to wait an hour', { reason: messageOf(error) });
    });
  };

  const tasks: ScheduledTask[] = [
    schedule('* * * * * *', tick, { name: 'tick', noOverlap: true }),
    schedule('17 * * * *', hourly, { name: 'hourly', noOverlap: true }),
  ];
  return {
    stop: async () => {
      for (const task of tasks) await task.destroy();
    },
  };
}
