import { expect } from 'chai';
import { olderThan, placeWithSlot } from '../test/harness/older-database.js';
import { BusinessCounters1763700000075 } from './1763700000075-business-counters.js';

/** Three bookings: one runs, one ended a moment ago and is paid for, one ended and was paid for long ago. */
const olderData = `
  WITH ${placeWithSlot},
  booked AS (
    INSERT INTO bookings (slot_id, lot_id, business_id, user_id, vehicle_plate, status, starts_at, ends_at)
    SELECT slot.id, lot.id, business.id, owner.id, 'P', status, at - interval '1 hour', at
    FROM slot, lot, business, owner,
         (VALUES ('active', now() + interval '1 hour'), ('completed', now()), ('completed', now() - interval '9 days'))
           AS kinds (status, at)
    RETURNING *
  )
  INSERT INTO payments (
    booking_id, business_id, method, amount, currency, period_starts_at, period_ends_at, paid_seconds, status, verified_at
  )
  SELECT id, business_id, 'cash', 300, 'EUR', starts_at, ends_at, 3600,
         CASE status WHEN 'completed' THEN 'verified' ELSE 'pending' END,
         CASE status WHEN 'completed' THEN ends_at END
  FROM booked`;

const read = `SELECT counter, amount::int FROM counter_deltas ORDER BY counter`;

describe('The migration to counters', () => {
  it('counts what there is, then what is done, and can be taken back', () =>
    olderThan(BusinessCounters1763700000075, async (database) => {
      await database.query(olderData);
      await database.migrate();
      expect(await database.query(read)).to.deep.equal([
        { counter: 'active', amount: 1 },
        { counter: 'completed', amount: 1 },
        { counter: 'pending', amount: 1 },
        { counter: 'revenue', amount: 300 },
      ]);
      await database.query(`UPDATE bookings SET status = 'cancelled_by_user' WHERE status = 'active'`);
      expect(await database.query(`${read} LIMIT 2`)).to.deep.equal([
        { counter: 'active', amount: 1 },
        { counter: 'active', amount: -1 },
      ]);
      await database.run(BusinessCounters1763700000075, 'down');
      await database.query(`UPDATE bookings SET status = 'cancelled_by_admin'`);
      await database.run(BusinessCounters1763700000075, 'up');
    }));
});
