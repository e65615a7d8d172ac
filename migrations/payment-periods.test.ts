import { expect } from 'chai';
import pg from 'pg';
import { migrate } from '../platform/migrate.js';
import { emptyDatabase } from '../test/database.js';
import { PaymentPeriods1763700000060 } from './1763700000060-payment-periods.js';
import { migrations } from './index.js';

/** A booking of ninety minutes, and its payment. */
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
  booking AS (
    INSERT INTO bookings (slot_id, lot_id, business_id, user_id, vehicle_plate, starts_at, ends_at)
    SELECT slot.id, lot.id, business.id, owner.id, 'P', '2026-01-01T10:00:00Z', '2026-01-01T11:30:00Z'
    FROM slot, lot, business, owner RETURNING id, business_id
  )
  INSERT INTO payments (booking_id, business_id, method, amount, currency) SELECT id, business_id, 'cash', 1, 'EUR' FROM booking`;

const anotherPeriod = `
  INSERT INTO payments (booking_id, business_id, method, amount, currency, period_starts_at, period_ends_at, paid_seconds)
  SELECT booking_id, business_id, method, 2, currency, period_ends_at, period_ends_at + interval '1 hour', 3600 FROM payments`;

describe('The migration to a payment for each period', () => {
  it('gives older payments the period of their booking, lets it have more, and can be taken back', async () => {
    const database = await emptyDatabase();
    const client = new pg.Client({ connectionString: database.url });
    try {
      await migrate(database.url, migrations.slice(0, migrations.indexOf(PaymentPeriods1763700000060)));
      await client.connect();
      await client.query(olderData);
      await migrate(database.url, migrations.slice(0, migrations.indexOf(PaymentPeriods1763700000060) + 1));
      const { rows } = await client.query<{ from: Date; to: Date; seconds: number }>(
        'SELECT period_starts_at AS "from", period_ends_at AS "to", paid_seconds AS seconds FROM payments',
      );
      const [from, to] = [new Date('2026-01-01T10:00:00Z'), new Date('2026-01-01T11:30:00Z')];
      expect(rows).to.deep.equal([{ from, to, seconds: 5_400 }]);

      await client.query(anotherPeriod);
      const twice = await client.query(anotherPeriod).catch((error: unknown) => error);
      expect(twice).to.have.property('constraint', 'payments_one_per_period');
      // As TypeORM's query runner is used by a migration: by its query alone.
      await new PaymentPeriods1763700000060().down({ query: (sql: string) => client.query(sql) } as never);
      const { rows: left } = await client.query('SELECT amount::int FROM payments');
      expect(left).to.deep.equal([{ amount: 2 }]);
    } finally {
      await client.end();
      await database.drop();
    }
  });
});
