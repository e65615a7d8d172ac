import { expect } from 'chai';
import { noBookingLimits } from './booking-limits.js';
import { openDomain, type Domain } from '../../test/harness/domain.js';
import { createBooking } from './create-booking.js';

const week = 604_800;

describe('A booking', () => {
  let domain: Domain;
  before(async () => {
    domain = await openDomain();
  });
  after(() => domain.close());

  it('may start at a moment that is written on any clock', async () => {
    const { lot } = await domain.lot(1);
    const startsAt = new Date(Date.now() + 3_600_000);
    const elsewhere = new Date(startsAt.getTime() + 23.5 * 3_600_000).toISOString().replace('Z', '+23:30');
    const booking = await createBooking(
      domain.db,
      await domain.account('user'),
      {
        slotId: lot.slots[0]?.id ?? '',
        durationSeconds: 600,
        vehiclePlate: 'B-PM 1',
        paymentMethod: 'card',
        startsAt: elsewhere,
      },
      { leadSeconds: 300, limits: noBookingLimits, now: new Date() },
    );
    expect(booking.startsAt).to.deep.equal(startsAt);
  });

  it('may cost more than four bytes can count', async () => {
    const { lot } = await domain.lot(1);
    await domain.query('UPDATE lots SET hourly_rate_amount = 100000000 WHERE id = $1', [lot.id]);
    const user = await domain.account('user');
    const booking = await domain.book(user, lot.slots[0]?.id ?? '', week);
    expect(booking.payment.amount).to.equal(16_800_000_000);
    const renewed = await domain.renew(user, booking.id, week);
    expect(renewed).to.have.nested.property('payment.amount', 33_600_000_000);
  });
});
