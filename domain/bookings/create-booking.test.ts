import { expect } from 'chai';
import { noBookingLimits } from './booking-limits.js';
import { openDomain, type Domain } from '../../test/harness/domain.js';
import { DomainError } from '../errors.js';
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

  it('costs what was shown, or is not made and says what it costs by now', async () => {
    const { lot } = await domain.lot(1);
    const user = await domain.account('user');
    const { amount, currency } = lot.hourlyRate;
    const at = (price: typeof lot.hourlyRate) =>
      createBooking(
        domain.db,
        user,
        {
          ...{ slotId: lot.slots[0]?.id ?? '', durationSeconds: 1800, vehiclePlate: 'B-PM 1' },
          ...{ paymentMethod: 'card', price },
        },
        { leadSeconds: 300, limits: noBookingLimits, now: new Date() },
      );
    const price = { amount: amount / 2, currency };
    for (const wrong of [
      { currency, amount: price.amount - 1 },
      { ...price, currency: 'USD' },
    ]) {
      const refused: unknown = await at(wrong).catch((error: unknown) => error);
      expect(refused).to.be.instanceOf(DomainError).and.include({ code: 'price_changed' });
      expect(refused).to.have.deep.nested.property('extra.extensions.price', price);
    }
    expect((await at(price)).payment).to.deep.include(price);
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
