import pg from 'pg';
import { examples } from '../../test/harness/event-examples.js';
import { insertDueBookings } from '../../test/harness/due-bookings.js';
import { withFixture } from '../fixture/fixture.js';

/** Far enough ahead that no sweep finds them due. */
const farAheadMs = 3_600_000;

/**
 * One bulk statement that ends all of these bookings and writes as many events of the same size as their expiry does,
 * without concurrent load.
 * @returns milliseconds of the statement, and of inserting the bookings.
 */
export function bulkExpiry(
  userCount: number,
  count: number,
): Promise<{ statementMs: number; insertMs: number }> {
  return withFixture(
    userCount,
    async (fixture) => {
      const { parkmate, lot, users } = fixture;
      const insertedAt = performance.now();
      const { at } = await insertDueBookings(parkmate.db, { lot, users, count, inMs: farAheadMs });
      await fixture.rest();
      const insertMs = performance.now() - insertedAt;
      const client = new pg.Client({ connectionString: parkmate.databaseUrl });
      await client.connect();
      try {
        const startedAt = performance.now();
        await client.query(
          `WITH ended AS (
             UPDATE bookings SET status = 'completed' WHERE status = 'active' AND ends_at = $1
             RETURNING id, business_id
           )
           INSERT INTO events (type, booking_id, business_id, payload)
           SELECT kind, id, business_id, $2::jsonb || jsonb_build_object('bookingId', id)
           FROM ended CROSS JOIN (VALUES ('booking.expired'), ('slot.released')) AS kinds (kind)`,
          [at, JSON.stringify(examples['booking.expired'])],
        );
        return { statementMs: performance.now() - startedAt, insertMs };
      } finally {
        await client.end();
      }
    },
    { workers: 0 },
  );
}
