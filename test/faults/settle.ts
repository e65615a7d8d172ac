import { setTimeout as wait } from 'node:timers/promises';
import { lookNoMore, openDeliveries } from './deliveries.js';
import { waitingJobs } from './evidence.js';
import type { Fleet } from './fleet.js';
import { hereMs } from '../../dev/tests/machine.js';

const lookEveryMs = 100;
/** Short bookings that are still running are waited for; the others stay as they are. */
const soonSeconds = 8;

/**
 * Waits until all that was caused has come to its end: deadlines swept, events told, deliveries ended, queues
 * empty, clients caught up.
 * What has not by then is for the invariants to say.
 * @returns the jobs that were left in each queue. Every second brings new ones, so only a moment can show them empty.
 */
export async function settle(fleet: Fleet, withinMs = hereMs(40_000)): Promise<Record<string, number>> {
  const until = Date.now() + withinMs;
  const soon = new Date(Date.now() + soonSeconds * 1_000);
  await putOff(fleet, soon);
  const holds = async (isDone: () => Promise<boolean>) => {
    while (Date.now() < until && !(await isDone().catch(() => false))) await wait(lookEveryMs);
  };
  await holds(async () => {
    const { rows } = await fleet.db.query<{ left: number }>(
      `SELECT (SELECT count(*) FROM outbox)::int +
              (SELECT count(*) FROM bookings WHERE status = 'active' AND ends_at <= $1)::int AS left`,
      [soon],
    );
    return rows[0]?.left === 0;
  });
  const isAllSent = async () => (await openDeliveries(fleet)).left === 0;
  await holds(async () => {
    if (!(await isAllSent())) return false;
    await lookNoMore(fleet);
    return isAllSent();
  });
  let left: Record<string, number> = {};
  await holds(async () => {
    left = await waitingJobs(fleet.services.redis.url);
    return Object.values(left).every((count) => count === 0);
  });
  await Promise.all(fleet.clients.map((client) => holds(() => client.pull())));
  return left;
}

/** Nothing more may come due: what happens while the records are read would be in some of them and not in others. */
async function putOff({ db }: Fleet, later: Date): Promise<void> {
  await db.query(
    `UPDATE bookings SET ends_at = ends_at + interval '1 day', warn_at = warn_at + interval '1 day'
     WHERE status = 'active' AND ends_at > $1`,
    [later],
  );
}
