import { expect } from 'chai';
import { openDomain, type Domain } from '../../test/harness/domain.js';
import type { Caller } from '../accounts/caller.js';
import { leadMs, tellBeforeQuietHours } from './tell-before-quiet-hours.js';

const event = 'booking.ends-in-quiet-hours';
const minute = 60_000;

describe('Before their quiet hours', () => {
  let domain: Domain;
  let user: Caller;
  let slotIds: string[];

  before(async () => {
    domain = await openDomain();
    slotIds = (await domain.lot(60)).lot.slots.map(({ id }) => id);
  });
  after(() => domain.close());
  beforeEach(async () => {
    await domain.query('TRUNCATE preferences');
    user = await domain.account('user');
  });

  /** `HH:MM` in UTC, so many milliseconds from now. */
  const clock = (inMs: number) => new Date(Date.now() + inMs).toISOString().slice(11, 16);
  /** They begin at a full minute, a little before or after what is asked for. */
  const quiet = async (fromMs: number, toMs: number, whose = user, breakThrough = false) => {
    await domain.query(
      `INSERT INTO preferences (user_id, quiet_from, quiet_to, quiet_break_through) VALUES ($1, $2, $3, $4)
       ON CONFLICT (user_id) DO UPDATE SET quiet_from = $2, quiet_to = $3, quiet_break_through = $4`,
      [whose.userId, clock(fromMs), clock(toMs), breakThrough],
    );
  };
  const book = async (lastsMs: number, whose = user) =>
    (await domain.book(whose, slotIds.pop() ?? '', lastsMs / 1_000)).id;
  const payloads = (bookingId: string) =>
    domain.query<{ payload: Record<string, unknown> }>(
      'SELECT payload FROM events WHERE booking_id = $1 AND type = $2 ORDER BY id',
      [bookingId, event],
    );

  it('people are told once of a booking that ends in them, and in their inbox', async () => {
    await quiet(20 * minute, 8 * 60 * minute);
    const booking = await book(60 * minute);
    expect(await tellBeforeQuietHours(domain.db)).to.equal(1);
    expect(await tellBeforeQuietHours(domain.db)).to.equal(0);
    expect((await payloads(booking)).map(({ payload }) => payload)).to.deep.equal([
      { ...(await payloads(booking))[0]?.payload, bookingId: booking, isWithin: true, deadlineVersion: 1 },
    ]);
    expect(await domain.inboxOf(user)).to.deep.equal([event]);
  });

  it('they are told again of a new deadline in them, and the old one is no longer true', async () => {
    await quiet(20 * minute, 8 * 60 * minute);
    const booking = await book(60 * minute);
    await tellBeforeQuietHours(domain.db);
    await domain.inboxOf(user);
    await domain.renew(user, booking, 1800);
    expect(await domain.inboxOf(user)).to.deep.equal(['booking.renewed']);
    expect(await tellBeforeQuietHours(domain.db)).to.equal(1);
    expect(await domain.inboxOf(user)).to.deep.equal([event, 'booking.renewed']);
    expect((await payloads(booking)).map(({ payload }) => payload.deadlineVersion)).to.deep.equal([1, 2]);
  });

  it('it is told apart whether the end is in them, or only the warning', async () => {
    await quiet(10 * minute, 60 * minute);
    const [after, later] = [await book(63 * minute), await book(70 * minute)];
    expect(await tellBeforeQuietHours(domain.db)).to.equal(1);
    expect((await payloads(after))[0]?.payload).to.include({ isWithin: false });
    expect(await payloads(later)).to.deep.equal([]);
  });

  it('nobody is told who hears in time: too early, already in them, let through, ends before, or was warned', async () => {
    const [early, within, open, before, warned, none] = await Promise.all(
      Array.from({ length: 6 }, () => domain.account('user')),
    );
    if (!early || !within || !open || !before || !warned || !none) throw new Error('no accounts');
    await quiet(leadMs + 5 * minute, 8 * 60 * minute, early);
    await quiet(-5 * minute, 8 * 60 * minute, within);
    await quiet(20 * minute, 8 * 60 * minute, open, true);
    await quiet(20 * minute, 8 * 60 * minute, before);
    await quiet(20 * minute, 8 * 60 * minute, warned);
    for (const one of [early, within, open, none]) await book(60 * minute, one);
    await book(12 * minute, before);
    const booking = await book(60 * minute, warned);
    await domain.query('UPDATE bookings SET warned_at = now() WHERE id = $1', [booking]);
    expect(await tellBeforeQuietHours(domain.db)).to.equal(0);
  });

  it('a booking that is over, or that somebody renews at this moment, is left alone', async () => {
    await quiet(20 * minute, 8 * 60 * minute);
    const [over, locked] = [await book(60 * minute), await book(60 * minute)];
    await domain.query(`UPDATE bookings SET status = 'cancelled_by_user' WHERE id = $1`, [over]);
    await domain.db.transaction(async (tx) => {
      await tx.manager.query('SELECT FROM bookings WHERE id = $1 FOR UPDATE', [locked]);
      expect(await tellBeforeQuietHours(domain.db)).to.equal(0);
    });
    expect(await tellBeforeQuietHours(domain.db)).to.equal(1);
  });

  it('everybody is told once, by however many workers', async () => {
    for (let n = 0; n < 8; n++) {
      const one = await domain.account('user');
      await quiet(15 * minute, (300 + n) * minute, one);
      await book(60 * minute, one);
    }
    const told = await Promise.all(Array.from({ length: 4 }, () => tellBeforeQuietHours(domain.db)));
    expect(told.reduce((sum, count) => sum + count)).to.equal(8);
  });
});
