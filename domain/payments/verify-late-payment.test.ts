import { expect } from 'chai';
import type { Domain } from '../../test/harness/domain.js';
import { useLotForEach } from '../../test/harness/open-lot.js';
import type { Caller } from '../accounts/caller.js';
import { noBookingLimits } from '../bookings/booking-limits.js';
import type { BookingRecord } from '../bookings/booking-view.js';
import { cancelBooking } from '../bookings/cancel-booking.js';
import { createBooking } from '../bookings/create-booking.js';
import { findBooking } from '../bookings/find-booking.js';
import { verifyLatePayment } from './verify-late-payment.js';
import { verifyPayment } from './verify-payment.js';

const minutes = (count: number) => new Date(Date.now() + count * 60_000).toISOString();

describe('A payment that comes late', () => {
  let domain: Domain;
  let owner: Caller;
  let user: Caller;
  let slotId: string;
  let booking: BookingRecord;

  useLotForEach(1, (opened) => {
    ({ domain, owner, user } = opened);
    slotId = opened.slotIds[0] ?? '';
  });
  beforeEach(async () => {
    booking = await domain.book(user, slotId, 3_600);
    await end();
  });

  const end = () => domain.end(booking.id);
  const settle = (reinstate: boolean, more: { amount?: number } = {}) =>
    verifyLatePayment(domain.db, owner, booking.payment.id, { reinstate, leadSeconds: 300, ...more });
  const found = () => findBooking(domain.db, user, booking.id);
  const rival = async (startsAt: string) =>
    createBooking(
      domain.db,
      await domain.account('user'),
      { slotId, durationSeconds: 600, vehiclePlate: 'X', paymentMethod: 'cash', startsAt },
      { leadSeconds: 300, limits: noBookingLimits, now: new Date() },
    );
  const inboxes = async () => ({ user: await domain.inboxOf(user), owner: await domain.inboxOf(owner) });

  it('lets the booking run again for the time that was paid for, and both are told', async () => {
    const payment = await settle(true);
    const now = await found();
    expect(now).to.include({ status: 'active', deadlineVersion: 2 });
    expect(now.endsAt.getTime() - now.startsAt.getTime()).to.equal(3_600_000);
    expect(now.endsAt.getTime()).to.be.greaterThan(Date.now() + 3_500_000);
    expect(payment).to.include({ status: 'verified', amount: 300 });
    expect(now.payment).to.include({
      status: 'verified',
      periodStartsAt: payment.periodStartsAt.toISOString(),
      periodEndsAt: now.endsAt.toISOString(),
    });
    expect(await inboxes()).to.deep.equal({
      user: ['booking.reinstated', 'payment.verified'],
      owner: ['booking.reinstated', 'booking.created'],
    });
  });

  it('lets it run again however many bookings its user has, and counts it from then on', async () => {
    const [slot, another] = (await domain.lot(2)).lot.slots.map(({ id }) => id);
    const book = (slotId = '') =>
      createBooking(
        domain.db,
        user,
        { slotId, durationSeconds: 600, vehiclePlate: 'X', paymentMethod: 'cash' },
        { leadSeconds: 300, limits: { activePerUser: 2, newPerHour: 0 }, now: new Date() },
      );
    const first = await book(slot);
    await book(another);
    await settle(true);
    expect(await found()).to.include({ status: 'active', deadlineVersion: 2 });
    await cancelBooking(domain.db, user, first.id);
    const [refused] = await Promise.allSettled([book(slot)]);
    expect(refused).to.have.nested.property('reason.code', 'too_many_bookings');
  });

  it('gives back what is paid for, and not a gap between its periods', async () => {
    await domain.renew(user, booking.id, 600);
    await end();
    await settle(true);
    const now = await found();
    expect(now.endsAt.getTime() - now.startsAt.getTime()).to.equal(4_200_000);
  });

  it('ends the booking as every other when the time is over again', async () => {
    await settle(true);
    await end();
    expect(await found()).to.have.property('status', 'completed');
  });

  it('leaves the booking over when that is said, and both are told', async () => {
    expect(await settle(false)).to.have.property('status', 'verified');
    expect(await found()).to.include({ status: 'completed', deadlineVersion: 1 });
    const told = await inboxes();
    expect(told.user).to.include.members(['booking.not-reinstated', 'payment.verified', 'booking.expired']);
    expect(told.owner).to.include('booking.not-reinstated');
  });

  it('changes nothing when somebody has the slot for some of that time, and says what can be done', async () => {
    const { startsAt } = await rival(minutes(30));
    const [refused] = await Promise.allSettled([settle(true)]);
    expect(refused).to.have.nested.property('reason.code', 'slot_taken');
    expect(refused)
      .to.have.nested.property('reason.extra.extensions')
      .that.deep.equals({ availableUntil: startsAt.toISOString(), choices: ['verify', 'reject', 'refund'] });
    expect((await found()).payment.status).to.equal('pending');
    expect(await settle(false)).to.have.property('status', 'verified');
  });

  it('does not take a slot from somebody who books it at that moment', async () => {
    let late: Promise<unknown> | undefined;
    await domain.db.transaction(async (tx) => {
      await createBooking(
        tx,
        await domain.account('user'),
        { slotId, durationSeconds: 600, vehiclePlate: 'X', paymentMethod: 'cash' },
        { leadSeconds: 300, limits: noBookingLimits, now: new Date() },
      );
      late = settle(true);
      late.catch(() => undefined);
      await domain.somebodyWaitsForALock();
    });
    const [refused] = await Promise.allSettled([late]);
    expect(refused).to.have.nested.property('reason.code', 'slot_taken');
  });

  it('is verified once, however often that is asked for', async () => {
    await Promise.all([settle(true), settle(true), settle(true)]);
    expect(await found()).to.have.property('deadlineVersion', 2);
    await verifyPayment(domain.db, owner, booking.payment.id);
    const events = await domain.query(
      `SELECT FROM events WHERE booking_id = $1 AND type IN ('payment.verified', 'booking.reinstated')`,
      [booking.id],
    );
    expect(events).to.have.length(2);
  });

  it('is not for another amount, nor somebody else, nor a booking that runs or was cancelled', async () => {
    const [other] = await Promise.allSettled([settle(true, { amount: 299 })]);
    expect(other).to.have.nested.property('reason.code', 'amount_changed');
    const stranger = await domain.account('owner');
    const asked = { reinstate: true, leadSeconds: 300 };
    const [foreign] = await Promise.allSettled([
      verifyLatePayment(domain.db, stranger, booking.payment.id, asked),
    ]);
    expect(foreign).to.have.nested.property('reason.code', 'not_found');

    const { lot } = await domain.lot(2);
    const [running, cancelled] = await Promise.all(lot.slots.map(({ id }) => domain.book(user, id)));
    await cancelBooking(domain.db, user, cancelled?.id ?? '');
    const admin = await domain.account('admin');
    const late = (one?: BookingRecord) => verifyLatePayment(domain.db, admin, one?.payment.id ?? '', asked);
    expect(await late(running)).to.have.property('status', 'verified');
    expect(await findBooking(domain.db, user, running?.id ?? '')).to.have.property('deadlineVersion', 1);
    const [voided] = await Promise.allSettled([late(cancelled)]);
    expect(voided).to.have.nested.property('reason.code', 'payment_void');
  });
});
