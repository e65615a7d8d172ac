import { expect } from 'chai';
import { olderThan, placeWithSlot } from '../test/harness/older-database.js';
import { PaymentPeriods1763700000060 } from './1763700000060-payment-periods.js';

/** A booking of ninety minutes, and its payment. */
const olderData = `
  WITH ${placeWithSlot},
  booking AS (
    INSERT INTO bookings (slot_id, lot_id, business_id, user_id, vehicle_plate, starts_at, ends_at)
    SELECT slot.id, lot.id, business.id, owner.id, 'P', '2026-01-01T10:00:00Z', '2026-01-01T11:30:00Z'
    FROM slot, lot, business, owner RETURNING id, business_id
  )
  INSERT INTO payments (booking_id, business_id, method, amount, currency) SELECT id, business_id, 'cash', 1, 'EUR' FROM booking`;

const anotherPeriod = `
  INSERT INTO payments (booking_id, business_id, method, amount, currency, period_starts_at, period_ends_at, paid_seconds)
  SELECT booking_id, business_id, method, 2, currency, period_ends_at, period_ends_at + interval '1 hour', 3600 FROM payments`;

describe('The migration to a payment for each period', () => {
  it('gives older payments the period of their booking, lets it have more, and can be taken back', () =>
    olderThan(PaymentPeriods1763700000060, async (database) => {
      await database.query(olderData);
      await database.migrate(PaymentPeriods1763700000060);
      const rows = await database.query<{ from: Date; to: Date; seconds: number }>(
        'SELECT period_starts_at AS "from", period_ends_at AS "to", paid_seconds AS seconds FROM payments',
      );
      const [from, to] = [new Date('2026-01-01T10:00:00Z'), new Date('2026-01-01T11:30:00Z')];
      expect(rows).to.deep.equal([{ from, to, seconds: 5_400 }]);

      await database.query(anotherPeriod);
      const twice = await database.query(anotherPeriod).catch((error: unknown) => error);
      expect(twice).to.have.property('constraint', 'payments_one_per_period');
      await database.run(PaymentPeriods1763700000060, 'down');
      expect(await database.query('SELECT amount::int FROM payments')).to.deep.equal([{ amount: 2 }]);
    }));
});
