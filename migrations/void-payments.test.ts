import { expect } from 'chai';
import pg from 'pg';
import { migrate } from '../platform/migrate.js';
import { emptyDatabase } from '../test/database.js';
import { VoidPayments1763700000040 } from './1763700000040-void-payments.js';
import { migrations } from './index.js';

const statuses = ['active', 'completed', 'cancelled_by_user', 'cancelled_by_admin'];

/** A booking of each status, and with it a payment of each status that there was. */
const olderData = `
  WITH owner AS (
    INSERT INTO users (email, password_hash, name, role) VALUES ('a@example.test', 'none', 'A', 'owner') RETURNING id
  ),
  business AS (INSERT INTO businesses (owner_id, name) SELECT id, 'B' FROM owner RETURNING id),
  lot AS (
    INSERT INTO lots (business_id, name, address, timezone, hourly_rate_amount, hourly_rate_currency)
    SELECT id, 'L', 'S', 'UTC', 1, 'EUR' FROM business RETURNING id
  ),
  wanted AS (
    SELECT booked, paid, gen_random_uuid() AS slot_id, gen_random_uuid() AS booking_id
    FROM unnest($1::text[]) AS booked CROSS JOIN unnest(ARRAY['pending', 'verified', 'rejected']) AS paid
  ),
  slot AS (INSERT INTO slots (id, lot_id, code) SELECT slot_id, lot.id, slot_id::text FROM wanted, lot),
  booking AS (
    INSERT INTO bookings (id, slot_id, lot_id, business_id, user_id, vehicle_plate, status, starts_at, ends_at)
    SELECT booking_id, slot_id, lot.id, business.id, owner.id, 'P', booked, now(), now() + interval '1 hour'
    FROM wanted, lot, business, owner
  )
  INSERT INTO payments (booking_id, business_id, method, amount, currency, status)
  SELECT booking_id, business.id, 'cash', 1, 'EUR', paid FROM wanted, business`;

describe('The migration to void payments', () => {
  it('voids what is pending for bookings that were cancelled or declined, and nothing else', async () => {
    const database = await emptyDatabase();
    const client = new pg.Client({ connectionString: database.url });
    try {
      await migrate(database.url, migrations.slice(0, migrations.indexOf(VoidPayments1763700000040)));
      await client.connect();
      await client.query(olderData, [statuses]);
      await migrate(database.url, migrations);
      const { rows } = await client.query<{ booked: string; paid: string[] }>(
        `SELECT b.status AS booked, array_agg(p.status ORDER BY p.status) AS paid
         FROM bookings b JOIN payments p ON p.booking_id = b.id GROUP BY b.status`,
      );
      const undecided = (status: string) => (status.startsWith('cancelled') ? 'void' : 'pending');
      expect(rows).to.have.deep.members(
        statuses.map((booked) => ({ booked, paid: ['rejected', 'verified', undecided(booked)].sort() })),
      );
    } finally {
      await client.end();
      await database.drop();
    }
  });
});
