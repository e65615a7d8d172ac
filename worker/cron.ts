import { schedule, type ScheduledTask } from 'node-cron';
import { messageOf } from '../platform/errors.js';
import { runRelay } from './jobs/relay.js';
import { runSweep } from './jobs/sweep.js';
import type { Services } from './services.js';

/** Shorter than the time between two ticks, so that the next tick is never taken for a second copy of this one. */
const deduplicateSecondlyMs = 700;
const deduplicateHourlyMs = 60_000;

/**
 * The clock of every worker replica. Each tick asks for its job through the queue, where a deduplication id lets one
 * of the replicas through; two that get through do no harm. While Redis is away, or nobody hears what it says although
 * it takes jobs (the link of those who listen may be half open), a replica does the work itself: deadlines do not wait
 * for Redis.
 */
export function startCron(services: Services): { stop: () => Promise<void> } {
  const { queues, log } = services;

  /** Whether the last tick reached the queue. */
  let reached = true;

  const tick = async () => {
    const deduplication = { id: 'tick', ttl: deduplicateSecondlyMs };
    const reachedBefore = reached;
    reached = false;
    try {
      const [unheardSweeps, unheardRelays] = await Promise.all([
        queues.sweep.getWaitingCount(),
        queues.relay.getWaitingCount(),
        queues.sweep.add('tick', { reason: 'tick' }, { deduplication, attempts: 1 }),
        queues.relay.add('tick', {}, { deduplication, attempts: 1 }),
      ]);
      reached = true;
      // Those who listen may come back later than those who speak.
      if (unheardSweeps > 0 || !reachedBefore) here('sweep', runSweep);
      if (unheardRelays > 0) here('relay', runRelay);
    } catch (error) {
      log.debug('a tick could not be queued', { reason: messageOf(error) });
      here('sweep', runSweep);
    }
  };

  /** One of each kind at a time. No tick waits for it, or the other kind would wait too. */
  const underWay = new Map<string, Promise<void>>();
  const here = (what: string, run: (services: Services) => Promise<void>): void => {
    if (underWay.has(what)) return;
    const work = run(services)
      .catch((reason: unknown) => {
        log.debug('work without the queue did not end well', { what, reason: messageOf(reason) });
      })
      .finally(() => underWay.delete(what));
    underWay.set(what, work);
  };

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
      await Promise.all(underWay.values());
    },
  };
}
