import { expect } from 'chai';
import { olderThan, placeWithSlot } from '../test/harness/older-database.js';
import { DeclineReasons1763700000081 } from './1763700000081-decline-reasons.js';

/** Two bookings: one was declined, and one was renewed. */
const olderData = `
  WITH ${placeWithSlot},
  booked AS (
    INSERT INTO bookings (slot_id, lot_id, business_id, user_id, vehicle_plate, status, starts_at, ends_at)
    SELECT slot.id, lot.id, business.id, owner.id, 'P', status, now(), now() + interval '1 hour'
    FROM slot, lot, business, owner, unnest(ARRAY['cancelled_by_admin', 'active']) AS status RETURNING *
  )
  INSERT INTO events (type, booking_id, payload)
  SELECT CASE status WHEN 'active' THEN 'booking.renewed' ELSE 'booking.declined' END, id, '{"reason": "Flooded"}'
  FROM booked`;

describe('The migration to bookings that say why they were declined', () => {
  it('reads it from the events, counts nothing for it, and can be taken back', () =>
    olderThan(DeclineReasons1763700000081, async (database) => {
      await database.query(olderData);
      const deltas = async () => (await database.query('SELECT FROM counter_deltas')).length;
      const before = await deltas();
      await database.migrate();
      expect(await deltas()).to.equal(before);
      expect(await database.query('SELECT decline_reason FROM bookings ORDER BY status')).to.deep.equal([
        { decline_reason: null },
        { decline_reason: 'Flooded' },
      ]);
      await database.run(DeclineReasons1763700000081, 'down');
      await database.run(DeclineReasons1763700000081, 'up');
    }));
});
