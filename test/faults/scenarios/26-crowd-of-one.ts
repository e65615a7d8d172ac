import { expect } from 'chai';
import { setTimeout as pass } from 'node:timers/promises';
import type { Booking } from '../../../contract/api/bookings.js';
import { RoughSocket } from '../../harness/rough-socket.js';
import { percentile } from '../../harness/load.js';
import type { Account } from '../../harness/account.js';
import type { Cast } from '../cast.js';
import type { Fleet } from '../fleet.js';
import { MemoryWatch } from '../memory.js';
import type { Scenario } from '../scenario.js';
import { writtenMegabytes } from '../written-bytes.js';

const attackMs = { quick: 8_000, whole: 12_000 };
/** All that an inbox can hold for a client that comes with nothing: about 80 KB. */
const fullInbox = 200;
const atMost = { apiMegabytes: 300, callMs: 500, liveMs: 1_000 };
/** What one user is sent meanwhile, with all that the others are: 16 at once and half a one each second, for any number of sockets. */
const mostSentMegabytes = 64;
/** On top, where the machine is busy: so many times what a call takes at an api that is not attacked. */
const timesCalm = 4;
/** Of the slowest, since the machine runs the attack as well. */
const share = 0.95;
/** The user's allowance is used up when the attack ends, and comes back. */
const servedAgainWithinMs = 15_000;

export const crowdOfOne: Scenario = {
  number: 26,
  title: 'a crowd of one user',
  quick: false,
  // The second is not attacked: what its calls take is what the machine takes, and the attack's own work on it.
  fleet: { apis: 2 },
  async run(fleet, _random, pace) {
    const cast = await fleet.cast();
    const villain = await fleet.account('user');
    await fillInboxes(fleet);
    const memory = MemoryWatch.of(fleet.apis, 100);
    const [attacked] = fleet.apis;
    const sentBefore = attacked && writtenMegabytes(attacked);
    const attack = await fleet.attack(villain);
    const waits = await othersWait(fleet, cast, attackMs[pace]);
    await attack.kill();
    memory.stop();

    if (attacked && sentBefore !== undefined) {
      const sent = (writtenMegabytes(attacked) ?? NaN) - sentBefore;
      expect(sent, 'megabytes sent').to.be.within(1, mostSentMegabytes);
    }
    const [megabytes] = memory.peaks();
    expect(megabytes, 'megabytes of the api').to.be.within(1, atMost.apiMegabytes);
    const busyMs = timesCalm * percentile(waits.calm, share);
    expect(percentile(waits.calls, share), 'ms of a call').to.be.below(atMost.callMs + busyMs);
    expect(percentile(waits.live, share), 'ms to a live message').to.be.below(atMost.liveMs + busyMs);
    await servedAgain(fleet.url, villain);
  },
};

async function fillInboxes(fleet: Fleet): Promise<void> {
  const admin = await fleet.account('admin');
  for (let n = 0; n < fullInbox; n++) {
    await admin.ok('POST', '/broadcasts', {
      title: `Number ${n}`,
      message: 'x'.repeat(100),
      audience: 'users',
    });
  }
  for (;;) {
    const { rowCount } = await fleet.db.query('SELECT FROM outbox LIMIT 1');
    if (rowCount === 0) return;
    await pass(50);
  }
}

/** What others wait for meanwhile: for an answer, and for the owner to hear of a booking; and for an answer elsewhere. */
async function othersWait(fleet: Fleet, { owner, users, slots }: Cast, forMs: number) {
  const waits = { calls: [] as number[], live: [] as number[], calm: [] as number[] };
  const [attacked, calm] = fleet.apis.map((api) => fleet.addressOf(api));
  const [user] = users;
  if (!user || !attacked || !calm) throw new Error('too few play');
  const [here, there] = [user.with({ url: attacked }), user.with({ url: calm })];
  const listening = await owner.with({ url: attacked }).listen();
  const timed = async (times: number[], work: () => Promise<unknown>) => {
    const startedAt = performance.now();
    await work();
    times.push(performance.now() - startedAt);
  };
  const until = performance.now() + forMs;
  for (const slotId of slots) {
    if (performance.now() > until) break;
    await timed(waits.calm, () => there.ok('GET', '/me'));
    await timed(waits.calls, () => here.ok('GET', '/me'));
    await timed(waits.live, async () => {
      const body = { slotId, durationSeconds: 3_600, vehiclePlate: 'CALM', paymentMethod: 'cash' };
      const { id } = await here.ok<Booking>('POST', '/bookings', body);
      await listening.notifications.next(
        ({ event, data }) => event === 'booking.created' && data.bookingId === id,
      );
    });
    await pass(50);
  }
  listening.close();
  return waits;
}

async function servedAgain(url: string, { token }: Account): Promise<void> {
  const until = performance.now() + servedAgainWithinMs;
  for (;;) {
    try {
      const socket = await RoughSocket.enter(url, { token, cursor: 0 });
      await socket.packets.next((packet) => packet.startsWith('42["inbox"'), 'inbox');
      socket.close();
      return;
    } catch (error) {
      if (performance.now() > until) throw error;
      await pass(100);
    }
  }
}
