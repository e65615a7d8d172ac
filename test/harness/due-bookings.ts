import type pg from 'pg';
import type { CreatedLot } from '../../contract/api/businesses.js';
import type { Account } from './account.js';

/** What each of them costs. */
export const dueAmount = 300;

export interface Due {
  bookingIds: string[];
  /** The deadline of the first booking. */
  at: Date;
}

interface Options {
  lot: CreatedLot;
  users: Account[];
  count: number;
  /** How far ahead the first deadline is. */
  inMs: number;
  /** Between one deadline and the next; 0: all are due at the same moment. */
  apartMs?: number;
}

/**
 * Bookings straight in the database, each of a slot of its own, dealt out to the users in turn.
 * @throws when a deadline had passed before all of them were there.
 */
export function insertDueBookings(
  db: pg.Pool,
  { lot, users, count, inMs, apartMs = 0 }: Options,
): Promise<Due> {
  const deadlines = Array.from({ length: count }, (_, n) => inMs + n * apartMs);
  return insertBookingsDueIn(db, lot, users, deadlines);
}

/**
 * The same with a deadline for each, in milliseconds from now.
 * @throws when a deadline had passed before all of them were there.
 */
export async function insertBookingsDueIn(
  db: pg.Pool,
  lot: CreatedLot,
  users: Account[],
  deadlinesMs: number[],
): Promise<Due> {
  const { rows } = await db.query<{ id: string; at: Date }>(
    `WITH slot AS (
       INSERT INTO slots (lot_id, code)
       SELECT $1, 'due-' || gen_random_uuid() FROM generate_series(1, cardinality($4::float8[]))
       RETURNING id
     ),
     numbered AS (SELECT id, row_number() OVER () AS n FROM slot),
     booked AS (
       INSERT INTO bookings (slot_id, lot_id, business_id, user_id, vehicle_plate, starts_at, ends_at)
       SELECT id, $1, $2, ($3::uuid[])[(n - 1) % cardinality($3::uuid[]) + 1], 'B-PM ' || n - 1,
              now() - interval '1 hour', now() + make_interval(secs => in_ms / 1000)
       FROM numbered JOIN unnest($4::float8[]) WITH ORDINALITY AS deadline (in_ms, n) USING (n)
       RETURNING id, starts_at, ends_at, business_id, user_id
     ),
     paid AS (
       INSERT INTO payments (
         booking_id, business_id, user_id, method, amount, currency, period_starts_at, period_ends_at, paid_seconds
       )
       SELECT id, business_id, user_id, 'cash', ${dueAmount}, 'EUR', starts_at, ends_at, 3600 FROM booked
     )
     SELECT id, ends_at AS at FROM booked ORDER BY ends_at`,
    [lot.id, lot.businessId, users.map(({ id }) => id), deadlinesMs],
  );
  const at = rows[0]?.at ?? new Date(0);
  const { rows: clock } = await db.query<{ now: Date }>('SELECT clock_timestamp() AS now');
  if (!clock[0] || clock[0].now >= at) throw new Error('the bookings were due before they were all there');
  return { bookingIds: rows.map(({ id }) => id), at };
}

/** @throws unless each of these bookings is completed and has expired exactly once, not before its deadline. */
export async function assertExpiredOnce(db: pg.Pool, bookingIds: string[]): Promise<void> {
  const { rows } = await db.query<{ id: string }>(
    `SELECT b.id, b.status, count(*) FILTER (WHERE e.type = 'booking.expired') AS expired,
            count(*) FILTER (WHERE e.type = 'slot.released') AS released
     FROM bookings b LEFT JOIN events e ON e.booking_id = b.id AND e.occurred_at >= b.ends_at
     WHERE b.id = ANY($1)
     GROUP BY b.id
     HAVING b.status <> 'completed' OR count(*) <> 2
       OR count(*) FILTER (WHERE e.type = 'booking.expired') <> 1
       OR count(*) FILTER (WHERE e.type = 'slot.released') <> 1`,
    [bookingIds],
  );
  if (rows.length > 0)
    throw new Error(`${rows.length} bookings did not expire once: ${JSON.stringify(rows.slice(0, 3))}`);
}

/** How long after its deadline each of these bookings was completed, by the database's clock. */
export async function expiryLateMs(db: pg.Pool, bookingIds: string[]): Promise<number[]> {
  const { rows } = await db.query<{ late: number }>(
    `SELECT (extract(epoch FROM e.occurred_at - b.ends_at) * 1000)::float AS late
     FROM bookings b JOIN events e ON e.booking_id = b.id AND e.type = 'booking.expired'
     WHERE b.id = ANY($1)`,
    [bookingIds],
  );
  return rows.map(({ late }) => late);
}

/** How long after its deadline the last of these bookings was completed. */
export async function lastExpiryLateMs(db: pg.Pool, bookingIds: string[]): Promise<number> {
  const late = await expiryLateMs(db, bookingIds);
  return late.length > 0 ? Math.max(...late) : Infinity;
}
