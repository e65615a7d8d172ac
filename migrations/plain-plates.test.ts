import { expect } from 'chai';
import pg from 'pg';
import { normalizePlate } from '../contract/vehicle-plate.js';
import { migrate } from '../platform/migrate.js';
import { emptyDatabase } from '../test/database.js';
import { PlainPlates1763700000066 } from './1763700000066-plain-plates.js';
import { migrations } from './index.js';

const typed = [
  ...['b-pm 1', 'B-PM 1', ' b-pm \u00a0\u3000 2\ufeff', 'gieß 3', 'ιος 4', 'ist ı 5', 'e\u0301 6', '京都 7'],
  ...['ǆ 8', 'ﬃ 9', 'ΐ 10', 'ŉ 11', '\u03b1\u0345 12', 'ა 13'],
];

const olderData = `
  WITH owner AS (
    INSERT INTO users (email, password_hash, name, role) VALUES ('a@example.test', 'none', 'A', 'owner') RETURNING id
  ),
  business AS (INSERT INTO businesses (owner_id, name) SELECT id, 'B' FROM owner RETURNING id),
  lot AS (
    INSERT INTO lots (business_id, name, address, timezone, hourly_rate_amount, hourly_rate_currency)
    SELECT id, 'L', 'S', 'UTC', 1, 'EUR' FROM business RETURNING id
  ),
  slot AS (INSERT INTO slots (lot_id, code) SELECT lot.id, 'A-01' FROM lot RETURNING id)
  INSERT INTO bookings (slot_id, lot_id, business_id, user_id, vehicle_plate, status, starts_at, ends_at)
  SELECT slot.id, lot.id, business.id, owner.id, plate, 'completed', now(), now() + interval '1 hour'
  FROM unnest($1::text[]) AS plate, slot, lot, business, owner`;

describe('The migration to plain plates', () => {
  it('makes of those that are kept what is made of them when they are typed today', async () => {
    const database = await emptyDatabase();
    const client = new pg.Client({ connectionString: database.url });
    try {
      await migrate(database.url, migrations.slice(0, migrations.indexOf(PlainPlates1763700000066)));
      await client.connect();
      await client.query(olderData, [typed]);
      await migrate(database.url, migrations);
      const { rows } = await client.query<{ plate: string }>('SELECT vehicle_plate AS plate FROM bookings');
      expect(rows.map(({ plate }) => plate)).to.have.members(typed.map(normalizePlate));
    } finally {
      await client.end();
      await database.drop();
    }
  });
});
