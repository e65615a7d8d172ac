import { expect } from 'chai';
import { olderThan, placeWithSlot } from '../test/harness/older-database.js';
import { ListIndexes1763700000076 } from './1763700000076-list-indexes.js';

const olderData = `
  WITH ${placeWithSlot},
  booked AS (
    INSERT INTO bookings (slot_id, lot_id, business_id, user_id, vehicle_plate, starts_at, ends_at)
    SELECT slot.id, lot.id, business.id, owner.id, 'P', now(), now() + interval '1 hour'
    FROM slot, lot, business, owner RETURNING *
  )
  INSERT INTO payments (booking_id, business_id, method, amount, currency, period_starts_at, period_ends_at, paid_seconds)
  SELECT id, business_id, 'cash', 300, 'EUR', starts_at, ends_at, 3600 FROM booked`;

describe('The migration to indexes in the order of lists', () => {
  it('gives payments the user of their booking, counts nothing for it, and can be taken back', () =>
    olderThan(ListIndexes1763700000076, async (database) => {
      await database.query(olderData);
      const deltas = async () => (await database.query('SELECT FROM counter_deltas')).length;
      const before = await deltas();
      await database.migrate();
      expect(await deltas()).to.equal(before);
      expect(await database.query('SELECT FROM payments p JOIN users u ON u.id = p.user_id')).to.have.length(
        1,
      );
      await database.run(ListIndexes1763700000076, 'down');
      await database.run(ListIndexes1763700000076, 'up');
      await database.query(`UPDATE payments SET status = 'void'`);
      expect(await deltas()).to.equal(before + 1);
    }));
});
