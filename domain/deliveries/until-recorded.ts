import { setTimeout as wait } from 'node:timers/promises';

/** Before what became of an attempt is recorded again: in all much shorter than what is left of the lease. */
const recordPausesMs = [50, 200, 1_000, 5_000];

/**
 * What was sent and is not recorded would be sent again: a connection that breaks is tried again, for as long as a short outage takes.
 * Recording twice changes nothing.
 */
export async function untilRecorded<Result>(record: () => Promise<Result>): Promise<Result> {
  for (const pause of recordPausesMs)
    try {
      return await record();
    } catch {
      await wait(pause);
    }
  return record();
}
