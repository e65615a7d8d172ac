import { expect } from 'chai';
import { noBookingLimits } from './booking-limits.js';
import { openDomain, type Domain } from '../../test/domain.js';
import { Problem } from '../../platform/errors.js';
import type { Caller } from '../accounts/caller.js';
import { verifyPayment } from '../payments/verify-payment.js';
import type { BookingRecord } from './booking-view.js';
import { cancelBooking } from './cancel-booking.js';
import { createBooking } from './create-booking.js';
import { renewBooking } from './renew-booking.js';

describe('Renewing a booking', () => {
  let domain: Domain;
  let owner: Caller;
  let user: Caller;
  let slotIds: string[];

  before(async () => {
    domain = await openDomain();
    user = await domain.account('user');
    const opened = await domain.lot(20);
    owner = opened.owner;
    slotIds = opened.lot.slots.map(({ id }) => id);
  });

  after(() => domain.close());

  const slot = () => slotIds.pop() ?? '';

  const renew = (booking: BookingRecord, durationSeconds = 600, caller = user) =>
    renewBooking(domain.db, caller, booking.id, {
      durationSeconds,
      leadSeconds: 300,
      limits: noBookingLimits,
    });

  function expectRenewed(result: BookingRecord | Problem): BookingRecord {
    if (result instanceof Problem) throw result;
    return result;
  }

  it('adds to a deadline that is still ahead', async () => {
    const booking = await domain.book(user, slot(), 3600);
    const renewed = expectRenewed(await renew(booking, 600));
    expect(renewed.endsAt.getTime() - booking.endsAt.getTime()).to.equal(600_000);
    expect(renewed.startsAt).to.deep.equal(booking.startsAt);
    expect(renewed.deadlineVersion).to.equal(2);
  });

  it('takes the slot again from now on when the booking is over', async () => {
    const booking = await domain.book(user, slot());
    await domain.query(
      `UPDATE bookings SET starts_at = now() - interval '2 hours', ends_at = now() - interval '1 hour' WHERE id = $1`,
      [booking.id],
    );
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
    expect(result).to.be.instanceOf(Problem).and.include({ status: 409, code: 'slot_taken' });
    expect(result).to.have.nested.property('extra.extensions.availableUntil', startsAt);
    expectRenewed(await renew(booking, 60));
  });

  it('fails for a cancelled booking, and records that it did', async () => {
    const booking = await domain.book(user, slot());
    await cancelBooking(domain.db, user, booking.id);
    expect(await renew(booking))
      .to.be.instanceOf(Problem)
      .and.include({ code: 'not_renewable' });
    const failures = await domain.query(
      `SELECT payload ->> 'reason' AS reason FROM events WHERE booking_id = $1 AND type = 'booking.renewal-failed'`,
      [booking.id],
    );
    expect(failures).to.deep.equal([{ reason: 'not_renewable' }]);
  });

  it('is for the user of the booking alone', async () => {
    const booking = await domain.book(user, slot());
    for (const caller of [owner, await domain.account('user'), await domain.account('admin')]) {
      const refused = await renew(booking, 600, caller).catch((error: unknown) => error);
      expect(refused).to.be.instanceOf(Problem).and.include({ status: 404 });
    }
  });

  it('adds its price to a pending payment, and never reopens a decided one', async () => {
    const booking = await domain.book(user, slot(), 3600);
    const pending = expectRenewed(await renew(booking, 3600));
    expect(pending.paymentAmount).to.equal(600);
    await verifyPayment(domain.db, owner, booking.paymentId);
    const verified = expectRenewed(await renew(booking, 3600));
    expect(verified).to.include({ paymentAmount: 600, paymentStatus: 'verified' });
  });

  it('waits for a booking of the slot that is being made, and then fails', async () => {
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

    let renewal: Promise<BookingRecord | Problem> = Promise.reject(new Error('not asked for'));
    renewal.catch(() => undefined);
    await domain.db.transaction(async (tx) => {
      await createBooking(tx, rival, input, { leadSeconds: 300, limits: noBookingLimits, now: new Date() });
      renewal = renew(booking, 600);
      await domain.somebodyWaitsForALock();
    });
    expect(await renewal)
      .to.be.instanceOf(Problem)
      .and.include({ code: 'slot_taken' });
  });

  it('keeps the slot from a booking that is made meanwhile', async () => {
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

    let refused: Promise<unknown> = Promise.resolve();
    await domain.db.transaction(async (tx) => {
      await renewBooking(tx, user, booking.id, {
        durationSeconds: 600,
        leadSeconds: 300,
        limits: noBookingLimits,
      });
      refused = createBooking(domain.db, rival, input, {
        leadSeconds: 300,
        limits: noBookingLimits,
        now: new Date(),
      }).catch((error: unknown) => error);
      await domain.somebodyWaitsForALock();
    });
    expect(await refused)
      .to.be.instanceOf(Problem)
      .and.include({ code: 'slot_taken' });
  });
});
