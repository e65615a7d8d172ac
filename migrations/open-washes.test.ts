import { expect } from 'chai';
import pg from 'pg';
import { migrate } from '../platform/migrate.js';
import { emptyDatabase } from '../test/database.js';
import { OpenWashes1763700000067 } from './1763700000067-open-washes.js';
import { migrations } from './index.js';

const olderData = `
  WITH owner AS (
    INSERT INTO users (email, password_hash, name, role) VALUES ('a@example.test', 'none', 'A', 'owner') RETURNING id
  ),
  business AS (INSERT INTO businesses (owner_id, name) SELECT id, 'B' FROM owner RETURNING id),
  lot AS (
    INSERT INTO lots (business_id, name, address, timezone, hourly_rate_amount, hourly_rate_currency)
    SELECT id, 'L', 'S', 'UTC', 1, 'EUR' FROM business RETURNING id
  ),
  slot AS (INSERT INTO slots (lot_id, code) SELECT lot.id, 'A-01' FROM lot RETURNING id),
  booking AS (
    INSERT INTO bookings (slot_id, lot_id, business_id, user_id, vehicle_plate, starts_at, ends_at)
    SELECT slot.id, lot.id, business.id, owner.id, 'P', now(), now() + interval '1 hour'
    FROM slot, lot, business, owner RETURNING id
  )
  INSERT INTO car_washes (booking_id, status)
  SELECT booking.id, status
  FROM unnest(ARRAY['completed', 'requested', 'requested', 'requested']) AS status, booking`;

describe('The migration to one open wash per booking', () => {
  it('keeps the first of those that are open, and whose lot they are in', async () => {
    const database = await emptyDatabase();
    const client = new pg.Client({ connectionString: database.url });
    try {
      await migrate(database.url, migrations.slice(0, migrations.indexOf(OpenWashes1763700000067)));
      await client.connect();
      await client.query(olderData);
      await migrate(database.url, migrations);
      const { rows } = await client.query<{ status: string; placed: boolean }>(
        `SELECT w.status, w.business_id = b.business_id AS placed
         FROM car_washes w JOIN bookings b ON b.id = w.booking_id ORDER BY w.id`,
      );
      expect(rows.map(({ status }) => status)).to.deep.equal([
        ...['completed', 'requested', 'cancelled', 'cancelled'],
      ]);
      expect(rows.every(({ placed }) => placed)).to.equal(true);
    } finally {
      await client.end();
      await database.drop();
    }
  });
});
