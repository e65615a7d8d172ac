import { expect } from 'chai';
import { olderThan, placeWithSlot } from '../test/harness/older-database.js';
import { OpenWashesOfBookings1763700000082 } from './1763700000082-open-washes-of-bookings.js';

/** One after the other, each with a wash: asked for, done, and cancelled. */
const olderData = `
  WITH ${placeWithSlot},
  booked AS (
    INSERT INTO bookings (slot_id, lot_id, business_id, user_id, vehicle_plate, starts_at, ends_at)
    SELECT slot.id, lot.id, business.id, owner.id, wash, at, at + interval '1 hour'
    FROM slot, lot, business, owner, unnest(ARRAY['requested', 'completed', 'cancelled']) WITH ORDINALITY AS given (wash, n),
         LATERAL (SELECT now() + n * interval '1 hour' AS at) AS moment
    RETURNING *
  )
  INSERT INTO car_washes (booking_id, business_id, status) SELECT id, business_id, vehicle_plate FROM booked`;

describe('The migration to bookings that name their open wash', () => {
  it('names those that there are, follows whoever changes them, and can be taken back', () =>
    olderThan(OpenWashesOfBookings1763700000082, async (database) => {
      const named = async () => {
        const rows = await database.query<{ plate: string }>(
          `SELECT vehicle_plate AS plate FROM bookings b JOIN car_washes w ON w.id = b.open_wash_id AND w.booking_id = b.id
           ORDER BY plate`,
        );
        return rows.map(({ plate }) => plate);
      };
      await database.query(olderData);
      await database.migrate();
      expect(await named()).to.deep.equal(['requested']);

      await database.query(`UPDATE car_washes SET status = 'completed'`);
      expect(await named()).to.deep.equal([]);
      await database.query(`UPDATE car_washes SET status = 'requested'`);
      expect(await named()).to.deep.equal(['cancelled', 'completed', 'requested']);
      await database.query(
        'DELETE FROM car_washes WHERE id = (SELECT id FROM car_washes ORDER BY id LIMIT 1)',
      );
      expect(await named()).to.deep.equal(['cancelled', 'completed']);
      expect(await database.query('SELECT FROM bookings WHERE open_wash_id IS NOT NULL')).to.have.length(2);

      await database.run(OpenWashesOfBookings1763700000082, 'down');
      await database.run(OpenWashesOfBookings1763700000082, 'up');
      expect(await named()).to.deep.equal(['cancelled', 'completed']);
    }));
});
