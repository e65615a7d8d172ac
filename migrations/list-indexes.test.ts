import { expect } from 'chai';
import pg from 'pg';
import { migrate } from '../platform/migrate.js';
import { emptyDatabase } from '../test/database.js';
import { ListIndexes1763700000076 } from './1763700000076-list-indexes.js';
import { migrations } from './index.js';

const olderData = `
  WITH account AS (
    INSERT INTO users (email, password_hash, name, role) VALUES ('a@example.test', 'none', 'A', 'owner') RETURNING id
  ),
  business AS (INSERT INTO businesses (owner_id, name) SELECT id, 'B' FROM account RETURNING id),
  lot AS (
    INSERT INTO lots (business_id, name, address, timezone, hourly_rate_amount, hourly_rate_currency)
    SELECT id, 'L', 'S', 'UTC', 1, 'EUR' FROM business RETURNING id
  ),
  slot AS (INSERT INTO slots (lot_id, code) SELECT id, 'A-01' FROM lot RETURNING id),
  booked AS (
    INSERT INTO bookings (slot_id, lot_id, business_id, user_id, vehicle_plate, starts_at, ends_at)
    SELECT slot.id, lot.id, business.id, account.id, 'P', now(), now() + interval '1 hour'
    FROM slot, lot, business, account RETURNING *
  )
  INSERT INTO payments (booking_id, business_id, method, amount, currency, period_starts_at, period_ends_at, paid_seconds)
  SELECT id, business_id, 'cash', 300, 'EUR', starts_at, ends_at, 3600 FROM booked`;

describe('The migration to indexes in the order of lists', () => {
  it('gives payments the user of their booking, counts nothing for it, and can be taken back', async () => {
    const database = await emptyDatabase();
    const client = new pg.Client({ connectionString: database.url });
    try {
      await migrate(database.url, migrations.slice(0, migrations.indexOf(ListIndexes1763700000076)));
      await client.connect();
      await client.query(olderData);
      const deltas = async () => (await client.query('SELECT FROM counter_deltas')).rowCount;
      const before = await deltas();
      await migrate(database.url, migrations);
      expect(await deltas()).to.equal(before);
      const { rows } = await client.query('SELECT FROM payments p JOIN users u ON u.id = p.user_id');
      expect(rows).to.have.length(1);
      // As TypeORM's query runner is used by a migration: by its query alone.
      const runner = { query: (sql: string) => client.query(sql) } as never;
      await new ListIndexes1763700000076().down(runner);
      await new ListIndexes1763700000076().up(runner);
      await client.query(`UPDATE payments SET status = 'void'`);
      expect(await deltas()).to.equal((before ?? 0) + 1);
    } finally {
      await client.end();
      await database.drop();
    }
  });
});
