import { expect } from 'chai';
import { olderThan, placeWithSlot } from '../test/harness/older-database.js';
import { VoidPayments1763700000040 } from './1763700000040-void-payments.js';

const statuses = ['active', 'completed', 'cancelled_by_user', 'cancelled_by_admin'];

/** A booking of each status, each at another time, and with it a payment of each status that there was. */
const olderData = `
  WITH ${placeWithSlot},
  wanted AS (
    SELECT booked, paid, gen_random_uuid() AS booking_id, row_number() OVER () * interval '1 hour' AS at
    FROM unnest($1::text[]) AS booked CROSS JOIN unnest(ARRAY['pending', 'verified', 'rejected']) AS paid
  ),
  booking AS (
    INSERT INTO bookings (id, slot_id, lot_id, business_id, user_id, vehicle_plate, status, starts_at, ends_at)
    SELECT booking_id, slot.id, lot.id, business.id, owner.id, 'P', booked, now() + at, now() + at + interval '1 hour'
    FROM wanted, slot, lot, business, owner
  )
  INSERT INTO payments (booking_id, business_id, method, amount, currency, status)
  SELECT booking_id, business.id, 'cash', 1, 'EUR', paid FROM wanted, business`;

describe('The migration to void payments', () => {
  it('voids what is pending for bookings that were cancelled or declined, and nothing else', () =>
    olderThan(VoidPayments1763700000040, async (database) => {
      await database.query(olderData, [statuses]);
      await database.migrate();
      const rows = await database.query<{ booked: string; paid: string[] }>(
        `SELECT b.status AS booked, array_agg(p.status ORDER BY p.status) AS paid
         FROM bookings b JOIN payments p ON p.booking_id = b.id GROUP BY b.status`,
      );
      const undecided = (status: string) => (status.startsWith('cancelled') ? 'void' : 'pending');
      expect(rows).to.have.deep.members(
        statuses.map((booked) => ({ booked, paid: ['rejected', 'verified', undecided(booked)].sort() })),
      );
    }));
});
