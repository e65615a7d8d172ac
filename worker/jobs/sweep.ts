import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { nextDeadline } from '../../domain/bookings/next-deadline.js';
import { sweepDeadlines } from '../../domain/bookings/sweep-deadlines.js';
import { defineJob, type JobContext } from '../runtime/job.js';
import { done, type Outcome } from '../runtime/outcome.js';

/** A little more than the time between two ticks, so that no deadline falls between an alarm and the next tick. */
const armWithinSeconds = 1.2;

/**
 * An alarm rings this much early; the rest is waited for here. A worker waits for a delayed job with a blocking command,
 * and an idle Redis looks only ten times a second (its `hz`) whose time is up: an alarm may ring 100 ms late.
 */
const closeMs = 120;

/** After which what somebody else holds is asked for again: a renewal is over in a few milliseconds. */
const heldForMs = 20;

/** Shorter than the time between two ticks, or the tick's job would wait and look untaken where deadlines are dense. */
const longestMs = 700;

/** Which sweep: the tick of the schedule, or the alarm that was armed for one deadline. */
const payload = z.object({ reason: z.enum(['tick', 'armed']) });

/** Ends and warns what is due, and arms an alarm for the next deadline, so that it is late by milliseconds only. */
export const sweepJob = defineJob({
  name: 'sweep',
  queue: 'sweep',
  payload,
  concurrency: 1,
  attempts: 1,
  schedule: { cron: '* * * * * *', deduplicateMs: 700, payload: { reason: 'tick' } },
  withoutQueue: { run: sweep, onceAfterReconnect: true },
  run: (_, context) => sweep(context),
});

async function sweep({ db, log, queue }: JobContext<z.infer<typeof payload>>): Promise<Outcome> {
  const endsAt = performance.now() + longestMs;
  for (;;) {
    const { expired, warned } = await sweepDeadlines(db);
    if (expired + warned > 0) log.info('swept', { expired, warned });

    const deadline = await nextDeadline(db, armWithinSeconds);
    if (!deadline) return done;
    const isEnough = performance.now() > endsAt;
    // Overdue and not swept: somebody else holds those rows. The next tick asks again, rather than this one without end.
    const isHeld = deadline.inMs === 0 && expired + warned === 0;
    // Whoever waits in the queue goes on from here; a second one beside it would have a successor too, and so on.
    if (isEnough && (isHeld || (await queue.countWaiting()) > 0)) return done;
    // Twice, since an alarm may ring early by the clock of another machine: an alarm cannot arm itself again.
    if (isEnough || deadline.inMs > 2 * closeMs) {
      // Two sweeps arm the same deadline under the same id, of which the queue keeps one.
      const alarm = { id: `armed-${deadline.at}`, delayMs: Math.max(deadline.inMs - closeMs, 0) };
      await queue.add({ reason: 'armed' }, alarm);
      return done;
    }
    await wait(isHeld ? heldForMs : Math.max(deadline.inMs, 1));
  }
}
