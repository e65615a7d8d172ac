import { expect } from 'chai';
import { PushScene } from '../../test/harness/push-scene.js';
import { DomainError } from '../errors.js';
import { noBookingLimits } from './booking-limits.js';
import { renewByToken } from './renew-by-token.js';

const terms = { leadSeconds: 300, limits: noBookingLimits };

describe('A renewal from a notification', () => {
  let scene: PushScene;

  before(async () => {
    scene = await PushScene.open();
  });
  after(() => scene.close());
  beforeEach(() => scene.reset());

  /** A booking with the offer that came with its warning. */
  async function offered() {
    const booking = await scene.warned();
    await scene.run();
    const offer = scene.received().at(-1)?.renewal;
    if (!offer) throw new Error('nothing was offered');
    return { booking, offer };
  }
  const use = async (token: string) => {
    try {
      const made = await renewByToken(scene.domain.db, token, terms);
      return made instanceof DomainError ? made.code : 'renewed';
    } catch (error) {
      if (error instanceof DomainError) return error.code;
      throw error;
    }
  };
  const bookingOf = async (id: string) => {
    const [row] = await scene.domain.query<{ version: number; left: number; charged: number }>(
      `SELECT deadline_version AS version, extract(epoch FROM ends_at - now())::int AS left,
              (SELECT sum(amount)::int FROM payments WHERE booking_id = bookings.id) AS charged
       FROM bookings WHERE id = $1`,
      [id],
    );
    return row ?? { version: 0, left: 0, charged: 0 };
  };

  it('moves the deadline by the period, for the price that was shown', async () => {
    const { booking, offer } = await offered();
    const before = await bookingOf(booking.id);
    expect(await use(offer.token)).to.equal('renewed');
    const after = await bookingOf(booking.id);
    expect(after.version).to.equal(before.version + 1);
    expect(after.left - before.left).to.be.within(offer.seconds - 5, offer.seconds);
    expect(after.charged - before.charged).to.equal(offer.price.amount);
  });

  it('happens once, however many come with the token at the same time', async () => {
    const { booking, offer } = await offered();
    const before = await bookingOf(booking.id);
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => use(offer.token)));
    expect(outcomes.filter((outcome) => outcome === 'renewed')).to.have.length(1);
    expect(new Set(outcomes)).to.deep.equal(new Set(['renewed', 'not_found']));
    expect((await bookingOf(booking.id)).version).to.equal(before.version + 1);
  });

  it('comes to nothing where the booking was renewed meanwhile, and nobody is told so', async () => {
    const { booking, offer } = await offered();
    await scene.domain.renew(scene.user, booking.id);
    const { version } = await bookingOf(booking.id);
    expect(await use(offer.token)).to.equal('not_renewable');
    expect((await bookingOf(booking.id)).version).to.equal(version);
    expect(
      await scene.domain.query(
        `SELECT FROM events WHERE booking_id = $1 AND type = 'booking.renewal-failed'`,
        [booking.id],
      ),
    ).to.deep.equal([]);
  });

  it('costs what was shown, or nothing', async () => {
    const { offer, booking } = await offered();
    await scene.domain.query('UPDATE lots SET hourly_rate_amount = hourly_rate_amount + 100 WHERE id = $1', [
      booking.lotId,
    ]);
    expect(await use(offer.token)).to.equal('price_changed');
  });

  for (const [when, sql] of [
    ['after the deadline', `UPDATE renewal_tokens SET valid_until = now() - interval '1 second'`],
    ['on a device that has signed out', 'UPDATE sessions SET revoked_at = now()'],
    ['on a device that is told nothing more', 'DELETE FROM push_subscriptions'],
    ['of somebody who was shut out', 'UPDATE users SET suspended_at = now()'],
  ] as const) {
    it(`is not to be had ${when}`, async () => {
      const { offer } = await offered();
      await scene.domain.query(sql);
      expect(await use(offer.token)).to.equal('not_found');
    });
  }

  it('is not to be had with a made-up token', async () => {
    await offered();
    expect(await use('x'.repeat(43))).to.equal('not_found');
  });
});
