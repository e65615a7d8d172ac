import { expect } from 'chai';
import pg from 'pg';
import { migrate } from '../platform/migrate.js';
import { emptyDatabase } from '../test/database.js';
import { BusinessCounters1763700000075 } from './1763700000075-business-counters.js';
import { migrations } from './index.js';

/** Three bookings: one runs, one ended a moment ago and is paid for, one ended and was paid for long ago. */
const olderData = `
  WITH owner AS (
    INSERT INTO users (email, password_hash, name, role) VALUES ('a@example.test', 'none', 'A', 'owner') RETURNING id
  ),
  business AS (INSERT INTO businesses (owner_id, name) SELECT id, 'B' FROM owner RETURNING id),
  lot AS (
    INSERT INTO lots (business_id, name, address, timezone, hourly_rate_amount, hourly_rate_currency)
    SELECT id, 'L', 'S', 'UTC', 1, 'EUR' FROM business RETURNING id
  ),
  slot AS (INSERT INTO slots (lot_id, code) SELECT id, 'A-01' FROM lot RETURNING id),
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
  it('counts what there is, then what is done, and can be taken back', async () => {
    const database = await emptyDatabase();
    const client = new pg.Client({ connectionString: database.url });
    try {
      await migrate(database.url, migrations.slice(0, migrations.indexOf(BusinessCounters1763700000075)));
      await client.connect();
      await client.query(olderData);
      await migrate(database.url, migrations);
      const { rows } = await client.query(read);
      expect(rows).to.deep.equal([
        { counter: 'active', amount: 1 },
        { counter: 'completed', amount: 1 },
        { counter: 'pending', amount: 1 },
        { counter: 'revenue', amount: 300 },
      ]);
      await client.query(`UPDATE bookings SET status = 'cancelled_by_user' WHERE status = 'active'`);
      const { rows: after } = await client.query(`${read} LIMIT 2`);
      expect(after).to.deep.equal([
        { counter: 'active', amount: 1 },
        { counter: 'active', amount: -1 },
      ]);
      // As TypeORM's query runner is used by a migration: by its query alone.
      await new BusinessCounters1763700000075().down({ query: (sql: string) => client.query(sql) } as never);
      await client.query(`UPDATE bookings SET status = 'cancelled_by_admin'`);
      await new BusinessCounters1763700000075().up({ query: (sql: string) => client.query(sql) } as never);
    } finally {
      await client.end();
      await database.drop();
    }
  });
});
