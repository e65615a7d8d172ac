/**
 * The longest delay of a job in Redis. With a longer one the consumer's blocking read would exceed its socket timeout, and
 * `watchDelays` would promote the job as one that a wrong clock has delayed. A longer wait belongs in PostgreSQL, as a
 * column that a scheduled job compares with the time.
 */
export const longestDelayMs = 4_000;

export interface Done {
  is: 'done';
}

/** How a run of a job ended. One that throws is retried with backoff, until its attempts are used up. */
export type Outcome =
  | Done
  | { is: 'retry'; inMs: number; reason: string }
  | { is: 'snooze'; forMs: number }
  | { is: 'cancel'; reason: string };

/** The work is done, or somebody else has done it. */
export const done: Done = { is: 'done' };

/** It failed, and is worth another attempt at this time; after the last attempt the job is dead. */
export const retryIn = (ms: number, reason: string): Outcome => ({
  is: 'retry',
  inMs: checkedDelay(ms),
  reason,
});

/** It is too early: the job runs again at this time, which counts as no attempt. */
export const snooze = (ms: number): Outcome => ({ is: 'snooze', forMs: checkedDelay(ms) });

/** There is no point in doing it any more. The job ends, and has not failed. */
export const cancel = (reason: string): Outcome => ({ is: 'cancel', reason });

function checkedDelay(ms: number): number {
  if (ms >= 0 && ms <= longestDelayMs) return ms;
  throw new RangeError(`a job can be delayed by 0 to ${longestDelayMs} ms, not by ${ms}`);
}
