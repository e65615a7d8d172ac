import { expect } from 'chai';
import { setTimeout as pass } from 'node:timers/promises';
import type { Booking } from '../../../contract/api/bookings.js';
import type { Account } from '../../harness/account.js';
import type { Cast } from '../cast.js';
import type { Fleet } from '../fleet.js';
import { Load } from '../load.js';
import type { Random } from '../random.js';
import type { Scenario } from '../scenario.js';

const renewals = { quick: 50, whole: 1_000 };
const atOnce = 25;
const aroundMs = 5;

export const races: Scenario = {
  number: 18,
  title: 'races for deadlines, slots and answers',
  quick: true,
  fleet: { workers: 2 },
  async run(fleet, random, pace) {
    const cast = await fleet.cast({ slots: 900 });
    for (let left = renewals[pace]; left > 0; left -= atOnce) {
      const slots = cast.slots.slice(0, atOnce);
      await Promise.all(slots.map((slot) => renewAtTheDeadline(fleet, cast, slot, random)));
    }
    await sameSubmitFiftyTimes(fleet, cast);
    await twoUsersOneSlot(fleet, cast);
    // Two sweepers and two workers at work on a crowd of deadlines.
    const load = new Load(cast, fleet.recorder, random).start(40);
    await fleet.answered(100);
    await load.stop();
  },
};

/** Whichever wins, nothing may happen twice, and no expiry may follow its renewal. */
async function renewAtTheDeadline(fleet: Fleet, { users }: Cast, slotId: string, random: Random) {
  const user = random.pick(users);
  const booked = await fleet.recorder.send(
    user,
    bookingOf(slotId, `R${slotId.slice(-12).toUpperCase()}-${random.between(0, 99_999)}`),
  );
  if (booked.verdict !== 'ok') return;
  const { id, endsAt, serverTime } = booked.body as unknown as Booking;
  await pass(Date.parse(endsAt) - Date.parse(serverTime) + random.between(-aroundMs, aroundMs));
  const body = { durationSeconds: 1 };
  await fleet.recorder.send(user, {
    ...{ action: 'renew', target: id, method: 'POST', path: `/bookings/${id}/renew`, body },
  });
  await pass(1_050);
}

async function sameSubmitFiftyTimes({ db }: Fleet, { users: [user], slots }: Cast) {
  const slotId = slots.at(-1) ?? '';
  const { body } = bookingOf(slotId, 'FIFTY');
  const answers = await Promise.all(Array.from({ length: 50 }, () => submit(user, body)));
  expect(new Set(answers.map(({ id }) => id)), 'bookings answered to one submit').to.have.length(1);
  const { rowCount } = await db.query(`SELECT FROM bookings WHERE vehicle_plate = 'FIFTY'`);
  expect(rowCount, 'bookings made by one submit').to.equal(1);
}

async function submit(user: Account | undefined, body: unknown): Promise<{ id: string }> {
  if (!user) throw new Error('nobody plays');
  const answer = await user.call<{ id: string }>('POST', '/bookings', body, { 'idempotency-key': 'fifty' });
  expect(answer.status, JSON.stringify(answer.body)).to.equal(201);
  return answer.body;
}

/** In seconds: on a busy machine the loser of a slot may be heard when the winner's second is over. */
const untilLongAfter = 3_600;

async function twoUsersOneSlot({ recorder }: Fleet, { users, slots }: Cast) {
  for (const [index, slotId] of slots.slice(-60, -10).entries()) {
    const both = users
      .slice(0, 2)
      .map((user, who) => recorder.send(user, bookingOf(slotId, `TWO-${index}-${who}`, untilLongAfter)));
    const won = (await Promise.all(both)).filter(({ verdict }) => verdict === 'ok');
    expect(won, 'winners of one slot').to.have.length(1);
  }
}

function bookingOf(slotId: string, target: string, durationSeconds = 1) {
  const body = { slotId, durationSeconds, vehiclePlate: target.slice(0, 20), paymentMethod: 'cash' };
  return { action: 'book', target: body.vehiclePlate, method: 'POST', path: '/bookings', body } as const;
}
