import { expect } from 'chai';
import type { Domain } from '../../test/harness/domain.js';
import { useLotForEach } from '../../test/harness/open-lot.js';
import type { Caller } from '../accounts/caller.js';
import type { BookingRecord } from '../bookings/booking-view.js';
import { cancelBooking } from '../bookings/cancel-booking.js';
import { declineBooking } from '../bookings/decline-booking.js';
import type { Database } from '../../platform/postgres/database.js';
import { listPayments } from './list-payments.js';
import { rejectPayment } from './reject-payment.js';
import { verifyPayment } from './verify-payment.js';

describe('The payments of a booking', () => {
  let domain: Domain;
  let owner: Caller;
  let user: Caller;
  let lotId: string;
  let slotIds: string[];

  useLotForEach(3, (opened) => ({ domain, owner, user, lotId, slotIds } = opened));

  const book = (seconds = 3_600) => domain.book(user, slotIds.pop() ?? '', seconds);
  const renew = (booking: BookingRecord, durationSeconds = 3_600, db = domain.db) =>
    domain.renew(user, booking.id, durationSeconds, db);
  const verify = ({ payment }: BookingRecord, amount?: number, db: Database = domain.db) =>
    verifyPayment(db, owner, payment.id, amount);
  const told = async ({ id }: BookingRecord) => {
    const asked = await domain.query<{ paymentId: string }>(
      `SELECT payload ->> 'paymentId' AS "paymentId" FROM events
       WHERE booking_id = $1 AND type = 'payment.awaiting-verification' ORDER BY occurred_at`,
      [id],
    );
    return asked.map(({ paymentId }) => paymentId);
  };
  const outline = ({ payments }: BookingRecord) =>
    payments.map(({ amount, status }) => `${amount} ${status}`);

  it('begin with one for the first period', async () => {
    const booking = await book();
    expect(outline(booking)).to.deep.equal(['300 pending']);
    expect(booking.payment).to.deep.equal(booking.payments[0]);
    expect(booking.payment).to.include({
      periodStartsAt: booking.startsAt.toISOString(),
      periodEndsAt: booking.endsAt.toISOString(),
    });
  });

  it('grow by a renewal while they are pending', async () => {
    const booking = await book();
    const renewed = await renew(booking);
    expect(outline(renewed)).to.deep.equal(['600 pending']);
    expect(renewed.payment).to.include({
      id: booking.payment.id,
      periodEndsAt: renewed.endsAt.toISOString(),
    });
    expect(await told(renewed)).to.have.length(1);
  });

  for (const verdict of ['verified', 'rejected'] as const) {
    it(`have one more when a booking is renewed whose payment was ${verdict}, of which the owner is told`, async () => {
      const booking = await book();
      await (verdict === 'verified'
        ? verify(booking)
        : rejectPayment(domain.db, owner, booking.payment.id, 'None'));
      const renewed = await renew(booking, 1_800);
      expect(outline(renewed)).to.deep.equal([`300 ${verdict}`, '150 pending']);
      expect(renewed.payment).to.deep.equal(renewed.payments[1]);
      expect(renewed.payment).to.include({
        periodStartsAt: booking.endsAt.toISOString(),
        periodEndsAt: renewed.endsAt.toISOString(),
      });
      expect(await told(renewed)).to.deep.equal(renewed.payments.map(({ id }) => id));
      expect(outline(await renew(booking, 1_800))).to.deep.equal([`300 ${verdict}`, '300 pending']);
    });
  }

  it('are by the rate of the moment, rounded up, in integers', async () => {
    await domain.query('UPDATE lots SET hourly_rate_amount = 99999999 WHERE id = $1', [lotId]);
    const booking = await book(1);
    expect(booking.payment.amount).to.equal(27_778);
    await domain.query('UPDATE lots SET hourly_rate_amount = 100 WHERE id = $1', [lotId]);
    expect((await renew(booking, 37)).payment.amount).to.equal(27_778 + 2);
  });

  it('are not mixed in two currencies', async () => {
    const booking = await book();
    await domain.query(`UPDATE lots SET hourly_rate_currency = 'USD' WHERE id = $1`, [lotId]);
    const renewed = await renew(booking);
    expect(renewed.payments.map(({ amount, currency }) => `${amount} ${currency}`)).to.deep.equal([
      '300 EUR',
      '300 USD',
    ]);
  });

  it('are not verified for more than was shown', async () => {
    const booking = await book();
    const grown = await renew(booking);
    const [refused] = await Promise.allSettled([verify(booking, 300)]);
    expect(refused).to.have.nested.property('reason.code', 'amount_changed');
    expect(refused).to.have.nested.property('reason.extra.extensions.amount', 600);
    expect(await verify(grown, 600)).to.have.property('status', 'verified');
    expect(await verify(grown, 600)).to.have.property('status', 'verified');
  });

  it('are not verified for more than was shown when they grow at that moment', async () => {
    const booking = await book();
    let late: Promise<unknown> | undefined;
    await domain.db.transaction(async (tx) => {
      await renew(booking, 3_600, tx);
      late = verify(booking, 300);
      late.catch(() => undefined);
      await domain.somebodyWaitsForALock();
    });
    const [refused] = await Promise.allSettled([late]);
    expect(refused).to.have.nested.property('reason.code', 'amount_changed');
    expect(refused).to.have.nested.property('reason.extra.extensions.amount', 600);
  });

  it('do not grow by a renewal that waits for a verdict', async () => {
    const booking = await book();
    let late: Promise<BookingRecord> | undefined;
    await domain.db.transaction(async (tx) => {
      await verify(booking, 300, tx);
      late = renew(booking);
      await domain.somebodyWaitsForALock();
    });
    const renewed = await late;
    expect(renewed && outline(renewed)).to.deep.equal(['300 verified', '300 pending']);
    expect(renewed && (await told(renewed))).to.have.length(2);
  });

  const endings = {
    cancel: (id: string) => cancelBooking(domain.db, user, id),
    decline: (id: string) => declineBooking(domain.db, owner, id, 'Flooded'),
  };
  for (const [what, end] of Object.entries(endings)) {
    it(`are all settled by a ${what} that waits for a renewal which makes one more`, async () => {
      const booking = await book();
      await verify(booking);
      let late: Promise<BookingRecord> | undefined;
      await domain.db.transaction(async (tx) => {
        await renew(booking, 3_600, tx);
        late = end(booking.id);
        await domain.somebodyWaitsForALock();
      });
      const ended = await late;
      expect(ended && outline(ended)).to.deep.equal([
        what === 'cancel' ? '300 verified' : '300 refund_due',
        '300 void',
      ]);
    });
  }

  it('are listed by status, oldest or newest first, page by page', async () => {
    const [first, second, third] = [await book(), await book(), await book()];
    await verify(second);
    const ids = async (order: 'newest' | 'oldest', more: object = {}) => {
      const { items, nextCursor } = await listPayments(domain.db, owner, { limit: 2, order, ...more });
      return { ids: items.map(({ id }) => id), nextCursor };
    };
    const oldest = await ids('oldest');
    expect(oldest.ids).to.deep.equal([first.payment.id, second.payment.id]);
    expect((await ids('oldest', { cursor: oldest.nextCursor })).ids).to.deep.equal([third.payment.id]);
    expect((await ids('newest')).ids).to.deep.equal([third.payment.id, second.payment.id]);
    expect((await ids('oldest', { status: 'pending' })).ids).to.deep.equal([
      first.payment.id,
      third.payment.id,
    ]);
  });
});
