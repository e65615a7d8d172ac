import { setTimeout as wait } from 'node:timers/promises';
import { nextDeadline } from '../../domain/bookings/next-deadline.js';
import { sweepDeadlines } from '../../domain/bookings/sweep-deadlines.js';
import type { Services } from '../services.js';

/** A little more than the time between two ticks, so that no deadline falls between an alarm and the next tick. */
const armWithinSeconds = 1.2;

/**
 * An alarm rings this much early; the rest is waited for here. A worker waits for a delayed job with a blocking command,
 * and an idle Redis looks only ten times a second (its `hz`) whose time is up: an alarm may ring 100 ms late.
 */
const closeMs = 120;

/** After which what somebody else holds is asked for again: a renewal is over in a few milliseconds. */
const heldForMs = 20;

/** Shorter than the time between two ticks, or they would wait and be taken for unheard where deadlines are dense. */
const longestMs = 700;

/** Ends and warns what is due, and arms an alarm for the next deadline, so that it is late by milliseconds only. */
export async function runSweep({ db, log, queues }: Services): Promise<void> {
  const endsAt = performance.now() + longestMs;
  for (;;) {
    const { expired, warned } = await sweepDeadlines(db);
    if (expired + warned > 0) log.info('swept', { expired, warned });

    const deadline = await nextDeadline(db, armWithinSeconds);
    if (!deadline) return;
    const isEnough = performance.now() > endsAt;
    // Overdue and not swept: somebody else holds those rows. The next tick asks again, rather than this one without end.
    const isHeld = deadline.inMs === 0 && expired + warned === 0;
    // Whoever waits in the queue goes on from here; a second one beside it would have a successor too, and so on.
    if (isEnough && (isHeld || (await queues.sweep.getWaitingCount()) > 0)) return;
    // Twice, since an alarm may ring early by the clock of another machine: an alarm cannot arm itself again.
    if (isEnough || deadline.inMs > 2 * closeMs) {
      // Two sweeps arm the same deadline under the same id, of which the queue keeps one.
      const options = {
        delay: Math.max(deadline.inMs - closeMs, 0),
        jobId: `armed-${deadline.at}`,
        attempts: 1,
      };
      await queues.sweep.add('armed', { reason: 'armed' }, options);
      return;
    }
    await wait(isHeld ? heldForMs : Math.max(deadline.inMs, 1));
  }
}
