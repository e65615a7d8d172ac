import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { nextDeadline } from '../../domain/bookings/next-deadline.js';
import { sweepDeadlines } from '../../domain/bookings/sweep-deadlines.js';
import { expiredTotal } from '../../domain/operations/totals.js';
import { defineJob, type JobContext } from '../runtime/job.js';
import { done, type Outcome } from '../runtime/outcome.js';

/** A little more than the time between two ticks, so that no deadline falls between a delayed job and the next tick. */
const armWithinSeconds = 1.2;

/**
 * The delayed job is due this much before the deadline, and the rest is waited for here: a worker waits for it with a
 * blocking command, whose timeout an idle Redis checks only ten times a second (its `hz`), so it may be 100 ms late.
 */
const earlyMs = 120;

/** Between two attempts at rows that another transaction has locked: a renewal takes a few milliseconds. */
const lockedRetryMs = 20;

/** Shorter than the time between two ticks, or the tick's job would wait and look untaken where deadlines are dense. */
const longestMs = 700;

/** What started it: a tick of the schedule, or a delayed job that was armed for one deadline. */
const payload = z.object({ reason: z.enum(['tick', 'armed']) });

/** Expires and warns what is due, and arms a delayed job for the next deadline, so that it is late by milliseconds only. */
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

async function sweep({ db, log, queue, totals }: JobContext<z.infer<typeof payload>>): Promise<Outcome> {
  const endsAt = performance.now() + longestMs;
  for (;;) {
    const { expired, warned } = await sweepDeadlines(db);
    if (expired + warned > 0) log.info('swept', { expired, warned });
    totals.add(expiredTotal, expired);

    const deadline = await nextDeadline(db, armWithinSeconds);
    if (!deadline) return done;
    const isEnough = performance.now() > endsAt;
    // Overdue and not swept: another transaction has locked those rows. The next tick retries, instead of this run looping.
    const isLocked = deadline.inMs === 0 && expired + warned === 0;
    // A job that waits in the queue continues from here. Arming another one beside it would multiply them.
    if (isEnough && (isLocked || (await queue.countWaiting()) > 0)) return done;
    // Twice, since the delayed job may start early by another machine's clock: a job cannot arm its own id again.
    if (isEnough || deadline.inMs > 2 * earlyMs) {
      // Concurrent sweeps arm the same deadline under the same id, of which the queue keeps one.
      const delayed = { id: `armed-${deadline.at}`, delayMs: Math.max(deadline.inMs - earlyMs, 0) };
      await queue.add({ reason: 'armed' }, delayed);
      return done;
    }
    await wait(isLocked ? lockedRetryMs : Math.max(deadline.inMs, 1));
  }
}
