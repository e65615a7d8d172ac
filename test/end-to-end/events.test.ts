import { expect } from 'chai';
import { nobody } from '../../domain/events/catalog/define-event.js';
import { catalog } from '../../domain/events/catalog/index.js';
import type { Booking } from '../../contract/api/bookings.js';
import type { Account } from '../harness/account.js';
import { book, type Cast } from '../harness/cast.js';
import { eventWatch, testedElsewhere } from '../harness/event-watch.js';
import type { LiveClient } from '../harness/live-client.js';
import { ParkMate } from '../harness/parkmate.js';
import { hereMs } from '../../dev/tests/machine.js';

describe('Every event, from its cause to the client', () => {
  let parkmate: ParkMate;
  let cast: Cast;
  let user: Account;
  let owner: Account;
  let userHears: LiveClient;
  let ownerHears: LiveClient;
  const { tested, hears, supersedes } = eventWatch();
  before(async function () {
    this.timeout(30_000);
    parkmate = await ParkMate.start({ env: { WARNING_LEAD_SECONDS: '2' } });
    cast = await parkmate.cast.business();
    ({ user, owner } = cast);
    [userHears, ownerHears] = await Promise.all([user.listen(), owner.listen()]);
  });

  after(() => {
    for (const client of [userHears, ownerHears]) client.close();
    return parkmate.stop();
  });

  it('booking.created and payment.awaiting-verification reach the owner', async () => {
    const booking = await book(user, cast.lot, 0, { vehiclePlate: ' b-ab  123' });
    expect(booking).to.include({ vehiclePlate: 'B-AB 123', timezone: 'Europe/Berlin' });
    const created = await hears(ownerHears, 'booking.created', booking.id);
    expect(created).to.include({ type: 'info', link: `/bookings/${booking.id}` });
    expect(created.message).to.contain('A-01').and.contain('B-AB 123');
    const awaiting = await hears(ownerHears, 'payment.awaiting-verification', booking.id);
    expect(awaiting.type).to.equal('info');
  });

  it('payment.verified reaches the user, says cash for cash only, and supersedes what the owner was asked', async () => {
    const cash = await book(user, cast.lot, 1);
    const asked = await hears(ownerHears, 'payment.awaiting-verification', cash.id);
    await owner.ok('POST', `/payments/${cash.payment.id}/verify`, {});
    const verified = await hears(userHears, 'payment.verified', cash.id);
    expect(verified).to.include({ type: 'success', message: 'Your cash payment has been verified!' });
    await supersedes(ownerHears, asked);

    const card = await book(user, cast.lot, 2, { paymentMethod: 'card' });
    await owner.ok('POST', `/payments/${card.payment.id}/verify`, {});
    const byCard = await hears(userHears, 'payment.verified', card.id);
    expect(byCard.message).to.equal('Your payment has been verified!');
  });

  it('payment.rejected reaches the user with the reason, and supersedes what the owner was asked', async () => {
    const booking = await book(user, cast.lot, 3);
    const asked = await hears(ownerHears, 'payment.awaiting-verification', booking.id);
    await owner.ok('POST', `/payments/${booking.payment.id}/reject`, { reason: 'No money came.' });
    const rejected = await hears(userHears, 'payment.rejected', booking.id);
    expect(rejected.type).to.equal('error');
    expect(rejected.message).to.contain('No money came.');
    await supersedes(ownerHears, asked);
  });

  it('booking.refund-due is a task of the owner until payment.refunded has reached the user', async () => {
    const booking = await book(user, cast.lot, 17);
    await owner.ok('POST', `/payments/${booking.payment.id}/verify`, { amount: booking.payment.amount });
    await owner.ok('POST', `/bookings/${booking.id}/decline`, { reason: 'Flooded.' });
    const task = await hears(ownerHears, 'booking.refund-due', booking.id);
    expect(task.message).to.contain('A-18').and.contain('Test Lot');
    await owner.ok('POST', `/payments/${booking.payment.id}/refund`, {});
    const refunded = await hears(userHears, 'payment.refunded', booking.id);
    expect(refunded.message).to.contain('A-18').and.contain('Test Lot');
    await supersedes(ownerHears, task);
  });

  it('booking.reinstated and booking.not-reinstated reach both, and the first says that it is not over', async () => {
    const booking = await book(user, cast.lot, 18, { durationSeconds: 1 });
    const expired = await hears(userHears, 'booking.expired', booking.id);
    await owner.ok('POST', `/payments/${booking.payment.id}/verify`, { reinstate: true });
    const { message } = await hears(userHears, 'booking.reinstated', booking.id);
    expect(message).to.contain('A-19').and.contain('Test Lot');
    expect((await hears(ownerHears, 'booking.reinstated', booking.id)).message).to.equal(message);
    await supersedes(userHears, expired);

    const other = await book(user, cast.lot, 19, { durationSeconds: 1 });
    await hears(userHears, 'booking.expired', other.id);
    await owner.ok('POST', `/payments/${other.payment.id}/verify`, { reinstate: false });
    await hears(ownerHears, 'booking.not-reinstated', other.id);
    expect((await hears(userHears, 'booking.not-reinstated', other.id)).message).to.contain('A-20');
  });

  it('booking.expiring warns the user with the real lead, and booking.expired supersedes it on time', async () => {
    const booking = await book(user, cast.lot, 4, { durationSeconds: 3 });
    const expiring = await hears(userHears, 'booking.expiring', booking.id);
    expect(expiring).to.include({
      type: 'warning',
      message: 'Your booking will expire in 2 seconds!',
      validUntil: booking.endsAt,
    });
    const expired = await hears(userHears, 'booking.expired', booking.id);
    expect(expired.type).to.equal('warning');
    expect(expired.message).to.contain('A-05').and.contain('Test Lot');
    await supersedes(userHears, expiring);
    const released = await hears(ownerHears, 'slot.released', booking.id);
    expect(released.type).to.equal('info');

    const { rows } = await parkmate.db.query<{ late: number }>(
      `SELECT extract(epoch FROM occurred_at - $2::timestamptz) * 1000 AS late
       FROM events WHERE booking_id = $1 AND type = 'booking.expired'`,
      [booking.id, booking.endsAt],
    );
    expect(rows).to.have.length(1);
    expect(Number(rows[0]?.late)).to.be.within(0, hereMs(100));
  });

  it('booking.renewed reaches the user, supersedes the warning, and the old deadline passes unheard', async () => {
    const booking = await book(user, cast.lot, 5, { durationSeconds: 3 });
    const expiring = await hears(userHears, 'booking.expiring', booking.id);
    const renewed = await user.ok<Booking>('POST', `/bookings/${booking.id}/renew`, { durationSeconds: 600 });
    expect(renewed.deadlineVersion).to.equal(2);
    const told = await hears(userHears, 'booking.renewed', booking.id);
    expect(told).to.include({ type: 'success', message: 'Booking renewed successfully!' });
    await supersedes(userHears, expiring);
  });

  it('booking.renewal-failed tells the user why, and until when the slot could be had', async () => {
    const booking = await book(user, cast.lot, 6, { durationSeconds: 600 });
    const other = await parkmate.account('user');
    const startsAt = new Date(Date.parse(booking.endsAt) + 60_000).toISOString();
    await book(other, cast.lot, 6, { startsAt });
    const answer = await user.call('POST', `/bookings/${booking.id}/renew`, { durationSeconds: 600 });
    expect(answer.status).to.equal(409);
    expect(answer.body).to.include({ code: 'slot_taken', availableUntil: startsAt });
    const failed = await hears(userHears, 'booking.renewal-failed', booking.id);
    expect(failed.type).to.equal('error');
    expect(failed.message).to.contain('could be had until');
    expect(failed.data.availableUntil).to.equal(startsAt);
  });

  it('booking.cancelled reaches the owner, and supersedes what the owner was told of the booking', async () => {
    const booking = await book(user, cast.lot, 7);
    const created = await hears(ownerHears, 'booking.created', booking.id);
    const asked = await hears(ownerHears, 'payment.awaiting-verification', booking.id);
    const cancelled = await user.ok<Booking>('POST', `/bookings/${booking.id}/cancel`);
    expect(cancelled.status).to.equal('cancelled_by_user');
    const told = await hears(ownerHears, 'booking.cancelled', booking.id);
    expect(told.type).to.equal('info');
    await supersedes(ownerHears, created);
    await supersedes(ownerHears, asked);
  });

  it('booking.declined reaches the user with the reason, and supersedes what the owner was told', async () => {
    const booking = await book(user, cast.lot, 8);
    const created = await hears(ownerHears, 'booking.created', booking.id);
    const asked = await hears(ownerHears, 'payment.awaiting-verification', booking.id);
    const admin = await parkmate.account('admin');
    const declined = await admin.ok<Booking>('POST', `/bookings/${booking.id}/decline`, {
      reason: 'Flooded.',
    });
    expect(declined.status).to.equal('cancelled_by_admin');
    const told = await hears(userHears, 'booking.declined', booking.id);
    expect(told.type).to.equal('warning');
    expect(told.message).to.contain('Flooded.');
    await supersedes(ownerHears, created);
    await supersedes(ownerHears, asked);
  });

  it('car-wash.requested asks the owner until car-wash.completed reaches the user, once however often it is completed', async () => {
    const booking = await book(user, cast.lot, 9);
    const washes = `/bookings/${booking.id}/car-washes`;
    const wash = await user.ok<{ id: string; status: string }>('POST', washes, {});
    expect(wash.status).to.equal('requested');
    const asked = await hears(ownerHears, 'car-wash.requested', booking.id);
    expect(asked).to.include({ type: 'info', link: `/bookings/${booking.id}` });
    expect(asked.message).to.contain('A-10').and.contain(booking.vehiclePlate);
    await owner.ok('POST', `/car-washes/${wash.id}/complete`, {});
    await owner.ok('POST', `/car-washes/${wash.id}/complete`, {});
    const told = await hears(userHears, 'car-wash.completed', booking.id);
    expect(told.type).to.equal('success');
    await supersedes(ownerHears, asked);
    await parkmate.settled();
    const all = userHears.notifications.all.filter(({ event }) => event === 'car-wash.completed');
    expect(all).to.have.length(1);
  });

  it('car-wash.requested is no longer true when the booking is cancelled, declined or expired', async () => {
    const ends: ((booking: Booking) => Promise<unknown>)[] = [
      ({ id }) => user.ok('POST', `/bookings/${id}/cancel`),
      ({ id }) => owner.ok('POST', `/bookings/${id}/decline`, { reason: 'Full.' }),
      ({ id }) => hears(userHears, 'booking.expired', id),
    ];
    for (const [place, end] of ends.entries()) {
      const booking = await book(user, cast.lot, 10 + place, { durationSeconds: 2 });
      await user.ok('POST', `/bookings/${booking.id}/car-washes`, {});
      const asked = await hears(ownerHears, 'car-wash.requested', booking.id);
      await end(booking);
      await supersedes(ownerHears, asked);
    }
  });

  it('employee.assigned reaches the owner, and names employee and place', async () => {
    const grace = await owner.ok<{ id: string }>('POST', `/businesses/${cast.business.id}/employees`, {
      name: 'Grace',
    });
    const assignment = await owner.ok('POST', `/employees/${grace.id}/assignments`, { lotId: cast.lot.id });
    expect(assignment).to.include({ employeeId: grace.id, lotId: cast.lot.id, carWashId: null });
    const told = await hears(ownerHears, 'employee.assigned');
    expect(told).to.include({
      type: 'info',
      message: '\u2068Grace\u2069 is assigned to \u2068Test Lot\u2069.',
    });
  });

  it('lot.withdrawn and lot.restored reach the owner with the reason', async () => {
    const admin = await parkmate.account('admin');
    await admin.ok('POST', `/lots/${cast.lot.id}/withdraw`, { reason: 'It is a field.' });
    await admin.ok('POST', `/lots/${cast.lot.id}/withdraw`, { reason: 'It is a field.' });
    const withdrawn = await hears(ownerHears, 'lot.withdrawn');
    expect(withdrawn).to.have.nested.property('data.lotId', cast.lot.id);
    expect(withdrawn.message).to.contain('Test Lot').and.contain('It is a field.');
    await admin.ok('POST', `/lots/${cast.lot.id}/restore`, { reason: 'It is paved.' });
    expect((await hears(ownerHears, 'lot.restored')).message).to.contain('It is paved.');
    await parkmate.settled();
    const all = ownerHears.notifications.all.filter(({ event }) => event === 'lot.withdrawn');
    expect(all).to.have.length(1);
  });

  it('broadcast.sent reaches its audience as it was sent, and nobody else', async () => {
    const admin = await parkmate.account('admin');
    const text = { title: 'Night work', message: 'Closed <b>tonight</b>.', type: 'error', audience: 'users' };
    await admin.ok('POST', '/broadcasts', text);
    const told = await hears(userHears, 'broadcast.sent');
    expect(told).to.include({ title: text.title, message: text.message, type: 'error' });
    await parkmate.settled();
    expect(ownerHears.notifications.all.some(({ event }) => event === 'broadcast.sent')).to.equal(false);
  });

  it('leaves no event of the catalogue untested', () => {
    const told = Object.entries(catalog)
      .filter(([name, { recipients }]) => recipients !== nobody && !testedElsewhere.includes(name))
      .map(([name]) => name);
    expect([...tested]).to.have.members(told);
  });
});
