import { setTimeout as pass } from 'node:timers/promises';
import type { Booking } from '../../../contract/api/bookings.js';
import type { Fleet } from '../fleet.js';
import { beforeCommit, freezeAt, frozen } from '../interruptions.js';
import { Load } from '../load.js';
import { book, openLot } from '../../harness/cast.js';
import type { SupervisedProcess } from '../../harness/supervised-process.js';
import type { Scenario } from '../scenario.js';

const [renewal, telling] = ['inside of a renewal', 'inside of a telling'];
const frozenMs = { quick: 4_000, whole: 15_000 };
/** For so long a process that is frozen may keep a booking from ending. */
const sloMs = 5_000;

/** @throws unless the booking, of which a frozen process holds the row, ends soon after its deadline. */
async function untilExpired(fleet: Fleet, { id }: Booking): Promise<void> {
  for (;;) {
    const { rows } = await fleet.db.query<{ expired: boolean; lateMs: number }>(
      `SELECT EXISTS (SELECT FROM events WHERE booking_id = $1 AND type = 'booking.expired') AS expired,
              (extract(epoch FROM clock_timestamp() - ends_at) * 1000)::float AS "lateMs"
       FROM bookings WHERE id = $1`,
      [id],
    );
    const [booking] = rows;
    if (booking?.expired) return;
    if (!booking || booking.lateMs > sloMs) throw new Error('a frozen api has kept a booking from ending');
    await fleet.db.query('SELECT pg_sleep(0.05)');
  }
}

/** Somebody renews a booking that is about to end, and the api freezes before it commits. @returns the answer's status. */
async function freezeRenewal(fleet: Fleet, api: SupervisedProcess): Promise<() => Promise<number | 'none'>> {
  const user = await fleet.account('user');
  const owner = await fleet.account('owner');
  const { lot } = await openLot(owner, 1);
  const booking = await book(user, lot, 0, { durationSeconds: 3 });
  const answer = fetch(`${fleet.addressOf(api)}/api/bookings/${booking.id}/renew`, {
    method: 'POST',
    headers: { authorization: `Bearer ${user.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ durationSeconds: 600 }),
  }).then(
    ({ status }) => status,
    () => 'none' as const,
  );
  await api.says(frozen);
  await untilExpired(fleet, booking);
  return () => answer;
}

/** What a frozen process holds, PostgreSQL takes from it: bookings end, and people are told, all the same. */
export const frozenInside: Scenario = {
  number: 25,
  title: 'an api frozen inside of a renewal, a worker inside of a telling',
  quick: false,
  sloMs,
  fleet: {
    patches: [
      { seam: 'renewBooking', put: beforeCommit(freezeAt(renewal)) },
      { seam: 'writeNotifications', put: beforeCommit(freezeAt(telling)) },
    ],
  },
  async run(fleet, random, pace) {
    const cast = await fleet.cast();
    const load = new Load(cast, fleet.recorder, random);
    const api = await fleet.addApi({ env: { FREEZE_AT: renewal } });
    const statusOf = await freezeRenewal(fleet, api);
    const worker = await fleet.addWorker({ env: { FREEZE_AT: telling } });
    load.start(20);
    await worker.says(frozen);
    await fleet.toldWithin(10_000);
    await pass(frozenMs[pace]);
    api.thaw();
    worker.thaw();
    const status = await statusOf();
    if (status === 200) throw new Error('a renewal whose booking had ended meanwhile was answered 200');
    await fleet.answered(40);
    await load.stop();
  },
};
