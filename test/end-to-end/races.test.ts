import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Booking } from '../../contract/api/bookings.js';
import type { Account, Answer } from '../harness/account.js';
import { book, type Cast } from '../harness/cast.js';
import { ParkMate } from '../harness/parkmate.js';

const rounds = 40;

describe('Races', function () {
  this.timeout(30_000);
  let parkmate: ParkMate;
  let cast: Cast;
  let other: Account;

  before(async () => {
    parkmate = await ParkMate.start({ apis: 2 });
    cast = await parkmate.cast.business(2 * rounds + 10);
    const stranger = await parkmate.account('user');
    other = stranger.with({ url: parkmate.apis[1]?.url ?? parkmate.url });
  });

  after(() => parkmate.stop());

  const bodyFor = (slot: number, details: object = {}) => ({
    ...{
      slotId: cast.lot.slots[slot]?.id,
      durationSeconds: 3600,
      vehiclePlate: 'B-PM 1',
      paymentMethod: 'cash',
    },
    ...details,
  });

  async function count(sql: string, values: unknown[]): Promise<number> {
    const { rows } = await parkmate.db.query<{ count: number }>(
      `SELECT count(*)::int AS count ${sql}`,
      values,
    );
    return rows[0]?.count ?? 0;
  }

  it('for one slot have one winner: one 201, one 409', async () => {
    for (let round = 0; round < rounds; round++) {
      const racers = round % 2 === 0 ? [cast.user, other] : [other, cast.user];
      const answers = await Promise.all(
        racers.map((racer) =>
          racer.call<Partial<Booking> & { code?: string }>('POST', '/bookings', bodyFor(round)),
        ),
      );
      expect(answers.map(({ status }) => status).toSorted()).to.deep.equal([201, 409]);
      expect(answers.find(({ status }) => status === 409)?.body.code).to.equal('slot_taken');
      expect(await count('FROM bookings WHERE slot_id = $1', [cast.lot.slots[round]?.id])).to.equal(1);
    }
  });

  describe('of equal submits', () => {
    const key = randomUUID();
    const slot = rounds;
    let answers: Answer<Booking>[];

    before(async () => {
      // Half of them at another process than the others.
      const elsewhere = cast.user.with({ url: other.access.url });
      answers = await Promise.all(
        Array.from({ length: 50 }, (_, n) =>
          (n % 2 === 0 ? cast.user : elsewhere).call<Booking>('POST', '/bookings', bodyFor(slot), {
            'Idempotency-Key': key,
          }),
        ),
      );
    });

    it('make one booking and fifty equal answers, of which forty-nine say that they are repeats', async () => {
      for (const { status, body } of answers) {
        expect(status).to.equal(201);
        expect(body).to.deep.equal(answers[0]?.body);
      }
      expect(answers.filter(({ headers }) => headers.get('Idempotent-Replayed') === 'true')).to.have.length(
        49,
      );
      expect(await count('FROM bookings WHERE slot_id = $1', [cast.lot.slots[slot]?.id])).to.equal(1);
      const created = `FROM events WHERE type = 'booking.created' AND payload ->> 'slotId' = $1`;
      expect(await count(created, [cast.lot.slots[slot]?.id])).to.equal(1);
    });

    it('refuse the same key with another body', async () => {
      const reused = await cast.user.call('POST', '/bookings', bodyFor(slot + 1), { 'Idempotency-Key': key });
      expect(reused.status).to.equal(422);
      expect(reused.body).to.include({ code: 'idempotency_key_reused' });
    });

    it('are nobody else’s: the same key of another user is a request of its own', async () => {
      const taken = await other.call('POST', '/bookings', bodyFor(slot), { 'Idempotency-Key': key });
      expect(taken.status).to.equal(409);
      const key2 = { 'Idempotency-Key': randomUUID() };
      const mine = await cast.user.call<Booking>('POST', '/bookings', bodyFor(slot + 2), key2);
      const theirs = await other.call<Booking>('POST', '/bookings', bodyFor(slot + 3), key2);
      expect([mine.status, theirs.status]).to.deep.equal([201, 201]);
      expect(theirs.body.id).to.not.equal(mine.body.id);
      expect(theirs.headers.get('Idempotent-Replayed')).to.equal(null);
    });
  });

  it('to verify one payment have one effect, and all say that it is verified', async () => {
    const admin = await parkmate.account('admin');
    const adminElsewhere = admin.with({ url: other.access.url });
    const userHears = await cast.user.listen();
    for (let round = 0; round < rounds / 2; round++) {
      const { payment, id } = await book(cast.user, cast.lot, rounds + 4 + round);
      const verify = (account: Account) => account.ok('POST', `/payments/${payment.id}/verify`, {});
      const verified = await Promise.all([verify(cast.owner), verify(adminElsewhere), verify(cast.owner)]);
      for (const { status, verifiedBy } of verified) {
        expect({ status, verifiedBy }).to.deep.equal({
          status: 'verified',
          verifiedBy: verified[0].verifiedBy,
        });
      }
      await userHears.notifications.next(
        ({ event, data }) => event === 'payment.verified' && data.bookingId === id,
        'payment.verified',
      );
      expect(await count(`FROM events WHERE type = 'payment.verified' AND booking_id = $1`, [id])).to.equal(
        1,
      );
    }
    await parkmate.settled();
    expect(userHears.notifications.all.filter(({ event }) => event === 'payment.verified')).to.have.length(
      rounds / 2,
    );
    userHears.close();
  });

  it('of verifying and rejecting one payment have one winner', async () => {
    for (let round = 0; round < 10; round++) {
      const { payment } = await book(cast.user, cast.lot, rounds + 4 + rounds / 2 + round);
      const answers = await Promise.all([
        cast.owner.call('POST', `/payments/${payment.id}/verify`, {}),
        cast.owner.call('POST', `/payments/${payment.id}/reject`, { reason: 'No money came.' }),
      ]);
      expect(answers.map(({ status }) => status).toSorted()).to.deep.equal([200, 409]);
      const decided = `FROM events WHERE type IN ('payment.verified', 'payment.rejected') AND payload ->> 'paymentId' = $1`;
      expect(await count(decided, [payment.id])).to.equal(1);
    }
  });
});
