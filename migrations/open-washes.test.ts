import { expect } from 'chai';
import { olderThan, placeWithSlot } from '../test/harness/older-database.js';
import { OpenWashes1763700000067 } from './1763700000067-open-washes.js';

const olderData = `
  WITH ${placeWithSlot},
  booking AS (
    INSERT INTO bookings (slot_id, lot_id, business_id, user_id, vehicle_plate, starts_at, ends_at)
    SELECT slot.id, lot.id, business.id, owner.id, 'P', now(), now() + interval '1 hour'
    FROM slot, lot, business, owner RETURNING id
  )
  INSERT INTO car_washes (booking_id, status)
  SELECT booking.id, status
  FROM unnest(ARRAY['completed', 'requested', 'requested', 'requested']) AS status, booking`;

describe('The migration to one open wash per booking', () => {
  it('keeps the first of those that are open, and whose lot they are in', () =>
    olderThan(OpenWashes1763700000067, async (database) => {
      await database.query(olderData);
      await database.migrate();
      const rows = await database.query<{ status: string; placed: boolean }>(
        `SELECT w.status, w.business_id = b.business_id AS placed
         FROM car_washes w JOIN bookings b ON b.id = w.booking_id ORDER BY w.id`,
      );
      expect(rows.map(({ status }) => status)).to.deep.equal([
        ...['completed', 'requested', 'cancelled', 'cancelled'],
      ]);
      expect(rows.every(({ placed }) => placed)).to.equal(true);
    }));
});
