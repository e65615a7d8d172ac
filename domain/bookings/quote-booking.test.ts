import { expect } from 'chai';
import fc from 'fast-check';
import type { Domain } from '../../test/harness/domain.js';
import { useLot } from '../../test/harness/open-lot.js';
import type { QuoteBody } from '../../contract/api/bookings.js';
import type { Caller } from '../accounts/caller.js';
import { noBookingLimits, type RenewalLimits } from './booking-limits.js';
import { cancelBooking } from './cancel-booking.js';
import { createBooking } from './create-booking.js';
import { quoteBooking } from './quote-booking.js';

describe('A quote', () => {
  let domain: Domain;
  let user: Caller;
  let lotId: string;
  let slotIds: string[];

  useLot(100, (opened) => ({ domain, user, lotId, slotIds } = opened));

  const slot = () => slotIds.pop() ?? '';
  const quote = (asked: QuoteBody, limits: Partial<RenewalLimits> = {}, caller = user) =>
    quoteBooking(domain.db, caller, asked, { now: new Date(), limits: { ...noBookingLimits, ...limits } });
  const codeOf = async (work: Promise<unknown>) => {
    const [result] = await Promise.allSettled([work]);
    return result.status === 'rejected' ? (result.reason as { code: string }).code : 'fulfilled';
  };
  const bookAt = async (slotId: string, startsAt: string, durationSeconds = 600) =>
    createBooking(
      domain.db,
      await domain.account('user'),
      { slotId, durationSeconds, vehiclePlate: 'X', paymentMethod: 'card', startsAt },
      { leadSeconds: 300, limits: noBookingLimits, now: new Date() },
    );
  const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

  it('names the price and the end that booking and renewing have then', async () => {
    const seconds = fc.integer({ min: 1, max: 604_800 });
    const rate = fc.integer({ min: 0, max: 100_000_000 });
    const run = async (hourlyRate: number, first: number, more: number[]) => {
      await domain.query('UPDATE lots SET hourly_rate_amount = $2 WHERE id = $1', [lotId, hourlyRate]);
      const slotId = slot();
      let quoted = (await quote({ slotId, durationSeconds: first })).price.amount;
      let booking = await domain.book(user, slotId, first);
      for (const durationSeconds of more) {
        const { price, endsAt } = await quote({ bookingId: booking.id, durationSeconds });
        quoted += price.amount;
        booking = await domain.renew(user, booking.id, durationSeconds);
        expect(booking.endsAt).to.deep.equal(endsAt);
      }
      expect(booking.payment.amount).to.equal(quoted);
      await cancelBooking(domain.db, user, booking.id);
    };
    await fc.assert(fc.asyncProperty(rate, seconds, fc.array(seconds, { maxLength: 3 }), run), {
      numRuns: 20,
    });
    await domain.query('UPDATE lots SET hourly_rate_amount = 300 WHERE id = $1', [lotId]);
  });

  it('says until when the slot can be had', async () => {
    const slotId = slot();
    expect((await quote({ slotId, durationSeconds: 600 })).availableUntil).to.equal(null);
    const next = await bookAt(slotId, inAnHour());
    const before = await quote({ slotId, durationSeconds: 600 });
    expect(before.availableUntil).to.deep.equal(next.startsAt);
    const within = await quote({ slotId, durationSeconds: 60, startsAt: next.startsAt.toISOString() });
    expect(within.availableUntil).to.deep.equal(within.startsAt);
    const after = await quote({ slotId, durationSeconds: 60, startsAt: next.endsAt.toISOString() });
    expect(after.availableUntil).to.equal(null);

    const booking = await domain.book(user, slotId, 600);
    const renewal = await quote({ bookingId: booking.id, durationSeconds: 600 });
    expect(renewal).to.deep.include({ startsAt: booking.endsAt, availableUntil: next.startsAt });
  });

  it('is of a renewal from now on when the booking is over', async () => {
    const { id } = await domain.book(user, slot(), 600);
    await domain.end(id);
    const { startsAt } = await quote({ bookingId: id, durationSeconds: 600 });
    expect(Math.abs(startsAt.getTime() - Date.now())).to.be.lessThan(60_000);
  });

  it('is refused where booking or renewing would be', async () => {
    const slotId = slot();
    const booking = await domain.book(user, slotId, 600);
    const { id: bookingId } = booking;
    const nowhere = '00000000-0000-7000-8000-000000000000';
    const durationSeconds = 600;
    expect(await codeOf(quote({ slotId: nowhere, durationSeconds }))).to.equal('not_found');
    expect(await codeOf(quote({ bookingId: nowhere, durationSeconds }))).to.equal('not_found');
    const stranger = await domain.account('user');
    expect(await codeOf(quote({ bookingId, durationSeconds }, {}, stranger))).to.equal('not_found');
    const past = new Date(Date.now() - 3_600_000).toISOString();
    expect(await codeOf(quote({ slotId, durationSeconds, startsAt: past }))).to.equal('invalid_request');
    expect(await codeOf(quote({ bookingId, durationSeconds }, { totalSeconds: 1_199 }))).to.equal(
      'booking_too_long',
    );
    await cancelBooking(domain.db, user, bookingId);
    expect(await codeOf(quote({ bookingId, durationSeconds }))).to.equal('not_renewable');
    await domain.query('UPDATE lots SET withdrawn_at = now() WHERE id = $1', [lotId]);
    expect(await codeOf(quote({ slotId, durationSeconds }))).to.equal('lot_closed');
  });
});
