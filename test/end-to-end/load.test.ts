import { expect } from 'chai';
import type { Booking } from '../../contract/api/bookings.js';
import type { Account } from '../harness/account.js';
import type { Cast } from '../harness/cast.js';
import { Crowd } from '../harness/crowd.js';
import { LoadClient, paced, percentile } from '../harness/load.js';
import { ParkMate } from '../harness/parkmate.js';
import { slowness } from '../../dev/tests/machine.js';

/** An idle machine with two cores holds 500, the crowd and its client included; a loaded one gets less to do. */
const target = { perSecond: 500, atLeast: 100 };
const seconds = 4;

/** One cycle: somebody books, the owner verifies, the user cancels. */
const changesPerCycle = 3;
const toldPerCycle = {
  user: ['payment.verified'],
  owner: ['booking.created', 'payment.awaiting-verification', 'booking.cancelled'],
};

describe('Five hundred state changes a second', function () {
  this.timeout(60_000);
  let parkmate: ParkMate;
  let cast: Cast;
  let users: Account[];
  let crowd: Crowd;
  let client: LoadClient;

  before(async () => {
    parkmate = await ParkMate.start();
    cast = await parkmate.cast.business(200);
    users = await parkmate.users(200);
    crowd = await Crowd.gather(parkmate, [...users, cast.owner]);
    client = new LoadClient(parkmate.url);
  });

  after(async () => {
    client.close();
    crowd.close();
    await parkmate.stop();
  });

  it('reach two hundred connected users and the owner: nothing lost, nothing twice', async () => {
    const verifiedAt = new Map<string, number>();
    const heardAt = new Map<string, number>();
    crowd.onNotification(({ event, data }) => {
      if (event === 'payment.verified') heardAt.set(String(data.bookingId), performance.now());
    });

    const cycle = async (n: number) => {
      // As many cycles as users at once at most, so no two of them want one slot.
      const user = users[n % users.length] ?? cast.user;
      const slotId = cast.lot.slots[n % users.length]?.id;
      const details = { durationSeconds: 3600, vehiclePlate: 'B-PM 1', paymentMethod: 'cash' };
      const { id, payment } = await client.post<Booking>(user, '/bookings', { slotId, ...details });
      await client.post(cast.owner, `/payments/${payment.id}/verify`, {});
      verifiedAt.set(id, performance.now());
      await client.post(user, `/bookings/${id}/cancel`, {});
    };
    const times = Math.round((target.perSecond * seconds) / changesPerCycle);
    const tookMs = await paced({ perSecond: target.perSecond / changesPerCycle, times, atMost: 24 }, cycle);
    const told = times * (toldPerCycle.user.length + toldPerCycle.owner.length);
    await crowd.hears(told, 20_000);

    const rate = (times * changesPerCycle * 1_000) / tookMs;
    const latencies = [...verifiedAt].map(([id, at]) => Math.max(0, (heardAt.get(id) ?? Infinity) - at));
    const [p50, p99] = [percentile(latencies, 0.5), percentile(latencies, 0.99)];
    console.log(
      `      ${Math.round(rate)} changes a second; from answer to message p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(1)} ms`,
    );
    expect(rate).to.be.above(target.atLeast / slowness());
    expect(crowd.heardSoFar).to.equal(told);
    await parkmate.settled();
    await crowd.expectWholeInboxes(parkmate);
    const { rows } = await parkmate.db.query<{ event: string; count: number }>(
      'SELECT event, count(*)::int AS count FROM notifications GROUP BY event',
    );
    const expected = [...toldPerCycle.user, ...toldPerCycle.owner].map((event) => ({ event, count: times }));
    expect(rows).to.have.deep.members(expected);
  });
});
