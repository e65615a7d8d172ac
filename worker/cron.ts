import { foldCounters } from '../domain/businesses/fold-counters.js';
import type { RelayJob, SweepJob } from '../domain/queues.js';
import { messageOf } from '../platform/errors.js';
import { scheduleTask } from '../platform/process/schedule.js';
import { tellOverdue } from './jobs/relay.js';
import { runSweep } from './jobs/sweep.js';
import type { Services } from './services.js';
import { TickQueue } from './tick-queue.js';

/** Replicas ask at the same moment, or as far apart as their clocks. */
const deduplicateHourlyMs = 60_000;

/**
 * The clock of every worker replica. Each tick asks for its job through the queue, where a deduplication id lets one
 * of the replicas through; two that get through do no harm. While Redis is away, or nobody hears what it says although
 * it takes jobs (the link of those who listen may be half open), a replica does the work itself: deadlines do not wait
 * for Redis, and neither do inboxes. Nor do they wait for a clock that jumps: see `scheduleTask`.
 */
export function startCron(services: Services): { stop: () => Promise<void> } {
  const { queues, log } = services;
  const sweeps = new TickQueue<SweepJob>(queues.sweep, { reason: 'tick' });
  const relays = new TickQueue<RelayJob>(queues.relay, {});

  /** Whether the last tick reached the queue. */
  let reached = true;

  const tick = async () => {
    const reachedBefore = reached;
    reached = false;
    try {
      const [unheardSweeps, unheardRelays] = await Promise.all([
        queues.sweep.getWaitingCount(),
        queues.relay.getWaitingCount(),
        sweeps.tick(),
        relays.tick(),
      ]);
      reached = true;
      // Those who listen may come back later than those who speak.
      if (unheardSweeps > 0 || !reachedBefore) here('sweep', runSweep);
      if (unheardRelays > 0) here('telling', tellOverdue);
    } catch (error) {
      log.debug('a tick could not be queued', { reason: messageOf(error) });
      here('sweep', runSweep);
      here('telling', tellOverdue);
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
    await queues.prune.add('hourly', {}, { deduplication }).catch((error: unknown) => {
      log.warn('pruning has to wait an hour', { reason: messageOf(error) });
    });
  };

  /** Not through the queue: in every replica at once it does no more than in one, and needs no Redis. */
  const fold = async () => {
    await foldCounters(services.db).catch((error: unknown) => {
      log.debug('counters could not be folded', { reason: messageOf(error) });
    });
  };

  const schedules = [
    scheduleTask('tick', '* * * * * *', tick, log),
    scheduleTask('fold', '*/10 * * * * *', fold, log),
    scheduleTask('hourly', '17 * * * *', hourly, log),
  ];
  return {
    stop: async () => {
      await Promise.all(schedules.map((schedule) => schedule.stop()));
      await Promise.all(underWay.values());
    },
  };
}
