import { expect } from 'chai';
import sinon from 'sinon';
import { noBookingLimits, type RenewalLimits } from './booking-limits.js';
import type { Domain } from '../../test/harness/domain.js';
import { useLot } from '../../test/harness/open-lot.js';
import { Database } from '../../platform/postgres/database.js';
import { DomainError } from '../errors.js';
import type { Caller } from '../accounts/caller.js';
import { verifyPayment } from '../payments/verify-payment.js';
import type { BookingRecord } from './booking-view.js';
import { cancelBooking } from './cancel-booking.js';
import { noOwnerLimits } from '../businesses/owner-limits.js';
import { changeLot } from '../businesses/change-lot.js';
import { createBooking } from './create-booking.js';
import { renewBooking } from './renew-booking.js';

describe('Renewing a booking', () => {
  let domain: Domain;
  let owner: Caller;
  let user: Caller;
  let slotIds: string[];

  useLot(20, (opened) => ({ domain, owner, user, slotIds } = opened));
  afterEach(() => {
    sinon.restore();
  });

  const slot = () => slotIds.pop() ?? '';

  const renew = (
    booking: BookingRecord,
    durationSeconds = 600,
    caller = user,
    limits: Partial<RenewalLimits> = {},
  ) =>
    renewBooking(domain.db, caller, booking.id, {
      durationSeconds,
      leadSeconds: 300,
      limits: { ...noBookingLimits, ...limits },
    });

  function expectRenewed(result: BookingRecord | DomainError): BookingRecord {
    if (result instanceof DomainError) throw result;
    return result;
  }

  it('adds to a deadline that is still ahead', async () => {
    const booking = await domain.book(user, slot(), 3600);
    const renewed = expectRenewed(await renew(booking, 600));
    expect(renewed.endsAt.getTime() - booking.endsAt.getTime()).to.equal(600_000);
    expect(renewed.startsAt).to.deep.equal(booking.startsAt);
    expect(renewed.deadlineVersion).to.equal(2);
  });

  it('leaves no time between what was booked and what is now, though the deadline passes while it is moved', async () => {
    const booking = await domain.book(user, slot(), 1);
    await verifyPayment(domain.db, owner, booking.payment.id);
    const query = Reflect.get(Database.prototype, 'query');
    sinon.stub(Database.prototype, 'query').callsFake(async function (this: Database, statement, values) {
      const isMoving = statement.name.startsWith('renew-booking');
      if (isMoving)
        await domain.query(`SELECT pg_sleep_until($1::timestamptz + interval '50 ms')`, [booking.endsAt]);
      return query.call(this, statement, values);
    });
    const renewed = expectRenewed(await renew(booking, 600));
    expect(renewed.startsAt).to.deep.equal(booking.startsAt);
    expect(renewed.endsAt.getTime() - booking.endsAt.getTime()).to.equal(600_000);
    expect(renewed.payments.map(({ periodStartsAt }) => new Date(periodStartsAt))).to.deep.equal([
      booking.startsAt,
      booking.endsAt,
    ]);
  });

  it('takes the slot again from now on when the booking is over', async () => {
    const booking = await domain.book(user, slot());
    await domain.end(booking.id);
    const renewed = expectRenewed(await renew(booking, 600));
    expect(renewed.status).to.equal('active');
    expect(renewed.endsAt.getTime() - renewed.startsAt.getTime()).to.equal(600_000);
  });

  it('fails when somebody holds the slot next, and says until when it could be had', async () => {
    const slotId = slot();
    const booking = await domain.book(user, slotId, 600);
    const startsAt = new Date(booking.endsAt.getTime() + 60_000).toISOString();
    await createBooking(
      domain.db,
      await domain.account('user'),
      { slotId, durationSeconds: 600, vehiclePlate: 'X', paymentMethod: 'card', startsAt },
      { leadSeconds: 300, limits: noBookingLimits, now: new Date() },
    );
    const result = await renew(booking, 600);
    expect(result).to.be.instanceOf(DomainError).and.include({ code: 'slot_taken' });
    expect(result).to.have.nested.property('extra.extensions.availableUntil', startsAt);
    expectRenewed(await renew(booking, 60));
  });

  it('costs what was shown, or is not made and says what it costs by now', async () => {
    const { lot, owner: its } = await domain.lot(1);
    const booking = await domain.book(user, lot.slots[0]?.id ?? '', 3600);
    const price = { amount: 100_000_000, currency: 'EUR' };
    const at = (shown: typeof price) =>
      renewBooking(domain.db, user, booking.id, {
        ...{ durationSeconds: 3600, price: shown, leadSeconds: 300, limits: noBookingLimits },
      });
    await changeLot(domain.db, its, lot.id, { hourlyRate: price }, noOwnerLimits);
    for (const wrong of [
      { ...price, amount: price.amount - 1 },
      { ...price, amount: price.amount + 1 },
      { ...price, currency: 'USD' },
    ]) {
      const refused = await at(wrong);
      expect(refused).to.be.instanceOf(DomainError).and.include({ code: 'price_changed' });
      expect(refused).to.have.deep.nested.property('extra.extensions.price', price);
    }
    expect((await domain.inboxOf(user))[0]).to.equal('booking.renewal-failed');
    const before = booking.payment.amount;
    expect(expectRenewed(await at(price)).payment.amount).to.equal(before + price.amount);
  });

  it('fails for a cancelled booking, and records that it did', async () => {
    const booking = await domain.book(user, slot());
    await cancelBooking(domain.db, user, booking.id);
    expect(await renew(booking))
      .to.be.instanceOf(DomainError)
      .and.include({ code: 'not_renewable' });
    const failures = await domain.query(
      `SELECT payload ->> 'reason' AS reason FROM events WHERE booking_id = $1 AND type = 'booking.renewal-failed'`,
      [booking.id],
    );
    expect(failures).to.deep.equal([{ reason: 'not_renewable' }]);
  });

  it('fails for a booking that has been over for too long', async () => {
    const booking = await domain.book(user, slot());
    const endAgo = (seconds: number) =>
      domain.query(
        `UPDATE bookings SET starts_at = now() - interval '9 days', ends_at = now() - make_interval(secs => $2) WHERE id = $1`,
        [booking.id, seconds],
      );
    await endAgo(100);
    const late = await renew(booking, 600, user, { renewWithinSeconds: 90 });
    expect(late).to.be.instanceOf(DomainError).and.include({ code: 'not_renewable' });
    const failures = await domain.query(
      `SELECT payload ->> 'reason' AS reason FROM events WHERE booking_id = $1 AND type = 'booking.renewal-failed'`,
      [booking.id],
    );
    expect(failures).to.deep.equal([{ reason: 'ended_too_long_ago' }]);
    await endAgo(80);
    expectRenewed(await renew(booking, 600, user, { renewWithinSeconds: 90 }));
  });

  it('fails when all periods together would be too long, also those that lie apart', async () => {
    const booking = await domain.book(user, slot(), 600);
    const limits = { totalSeconds: 1_300 };
    expectRenewed(await renew(booking, 600, user, limits));
    await domain.end(booking.id);
    const refused = await renew(booking, 101, user, limits);
    expect(refused).to.be.instanceOf(DomainError).and.include({ code: 'booking_too_long' });
    expect(refused).to.have.deep.nested.property('extra.extensions', {
      maxSeconds: 1_300,
      bookedSeconds: 1_200,
    });
    expectRenewed(await renew(booking, 100, user, limits));
  });

  it('makes no more unpaid bookings than the lot allows', async () => {
    const { lot, owner: its } = await domain.lot(2);
    await domain.query('UPDATE lots SET unpaid_bookings_per_user = 1 WHERE id = $1', [lot.id]);
    const [paid, unpaid] = lot.slots;
    const booking = await domain.book(user, paid?.id ?? '');
    await verifyPayment(domain.db, its, booking.payment.id);
    const other = await domain.book(user, unpaid?.id ?? '');
    expectRenewed(await renew(other));
    expect(await renew(booking))
      .to.be.instanceOf(DomainError)
      .and.include({ code: 'too_many_unpaid_bookings' });
    await verifyPayment(domain.db, its, other.payment.id);
    expectRenewed(await renew(booking));
  });

  it('is for the user of the booking alone', async () => {
    const booking = await domain.book(user, slot());
    for (const caller of [owner, await domain.account('user'), await domain.account('admin')]) {
      const refused = await renew(booking, 600, caller).catch((error: unknown) => error);
      expect(refused).to.be.instanceOf(DomainError).and.include({ code: 'not_found' });
    }
  });

  /** A booking, and somebody who books its slot from a second after its end. */
  const besides = async () => {
    const slotId = slot();
    const booking = await domain.book(user, slotId, 600);
    const rival = await domain.account('user');
    const startsAt = new Date(booking.endsAt.getTime() + 1_000).toISOString();
    const input = {
      slotId,
      durationSeconds: 600,
      vehiclePlate: 'X',
      paymentMethod: 'cash' as const,
      startsAt,
    };
    const bookNext = (db: Database) =>
      createBooking(db, rival, input, { leadSeconds: 300, limits: noBookingLimits, now: new Date() });
    return { booking, bookNext };
  };

  it('waits for a booking of the slot that is being made, and then fails', async () => {
    const { booking, bookNext } = await besides();
    let renewal: Promise<BookingRecord | DomainError> = Promise.reject(new Error('not asked for'));
    renewal.catch(() => undefined);
    await domain.db.transaction(async (tx) => {
      await bookNext(tx);
      renewal = renew(booking, 600);
      await domain.somebodyWaitsForALock();
    });
    expect(await renewal)
      .to.be.instanceOf(DomainError)
      .and.include({ code: 'slot_taken' });
  });

  it('keeps the slot from a booking that is made meanwhile', async () => {
    const { booking, bookNext } = await besides();
    let refused: Promise<unknown> = Promise.resolve();
    await domain.db.transaction(async (tx) => {
      await domain.renew(user, booking.id, 600, tx);
      refused = bookNext(domain.db).catch((error: unknown) => error);
      await domain.somebodyWaitsForALock();
    });
    expect(await refused)
      .to.be.instanceOf(DomainError)
      .and.include({ code: 'slot_taken' });
  });
});
