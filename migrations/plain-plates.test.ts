import { expect } from 'chai';
import { normalizePlate } from '../contract/vehicle-plate.js';
import { olderThan, placeWithSlot } from '../test/harness/older-database.js';
import { PlainPlates1763700000066 } from './1763700000066-plain-plates.js';

const typed = [
  ...['b-pm 1', 'B-PM 1', ' b-pm \u00a0\u3000 2\ufeff', 'gieß 3', 'ιος 4', 'ist ı 5', 'e\u0301 6', '京都 7'],
  ...['ǆ 8', 'ﬃ 9', 'ΐ 10', 'ŉ 11', '\u03b1\u0345 12', 'ა 13'],
];

const olderData = `
  WITH ${placeWithSlot}
  INSERT INTO bookings (slot_id, lot_id, business_id, user_id, vehicle_plate, status, starts_at, ends_at)
  SELECT slot.id, lot.id, business.id, owner.id, plate, 'completed', now(), now() + interval '1 hour'
  FROM unnest($1::text[]) AS plate, slot, lot, business, owner`;

describe('The migration to plain plates', () => {
  it('makes of those that are kept what is made of them when they are typed today', () =>
    olderThan(PlainPlates1763700000066, async (database) => {
      await database.query(olderData, [typed]);
      await database.migrate();
      const rows = await database.query<{ plate: string }>('SELECT vehicle_plate AS plate FROM bookings');
      expect(rows.map(({ plate }) => plate)).to.have.members(typed.map(normalizePlate));
    }));
});
