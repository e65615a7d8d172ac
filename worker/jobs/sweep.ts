import { setTimeout as wait } from 'node:timers/promises';
import { nextDeadline } from '../../domain/bookings/next-deadline.js';
import { sweepDeadlines } from '../../domain/bookings/sweep-deadlines.js';
import type { Services } from '../services.js';

/** A little more than the time between two ticks, so that no deadline falls between an alarm and the next tick. */
const armWithinSeconds = 1.2;

/** An alarm rings this much early, which hides the queue's own delay; the rest is waited for here. */
const closeMs = 25;

/** Rows that somebody else holds stay overdue: they are left to the next tick rather than asked for without end. */
const rounds = 200;

/** Ends and warns what is due, and arms an alarm for the next deadline, so that it is late by milliseconds only. */
export async function runSweep({ db, log, queues }: Services): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const { expired, warned } = await sweepDeadlines(db);
    if (expired + warned > 0) log.info('swept', { expired, warned });

    const deadline = await nextDeadline(db, armWithinSeconds);
    if (!deadline) return;
    if (deadline.inMs > closeMs) {
      // Two sweeps arm the same deadline under the same id, of which the queue keeps one.
      const options = { delay: deadline.inMs - closeMs, jobId: `armed-${deadline.at}`, attempts: 1 };
      await queues.sweep.add('armed', { reason: 'armed' }, options);
      return;
    }
    await wait(Math.max(deadline.inMs, 1));
  }
}
