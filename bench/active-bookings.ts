import type pg from 'pg';

const slotsPerLot = 100;
const lotsPerBusiness = 10;
const chunk = 50_000;

/**
 * Bookings that run for hours and days yet, each of a slot of its own, in as many lots and of as many users as that takes;
 * and one of each slot's past, since a table that has none makes the planner believe that little will ever be due.
 */
const insertChunk = `
  WITH owner AS (
    INSERT INTO users (email, password_hash, name, role)
    VALUES (gen_random_uuid() || '@example.test', 'none', 'Owner', 'owner') RETURNING id
  ),
  business AS (
    INSERT INTO businesses (owner_id, name)
    SELECT id, 'Business ' || n FROM owner, generate_series(1, ceil($1::int / ${slotsPerLot * lotsPerBusiness}.0)::int) AS n
    RETURNING id
  ),
  lot AS (
    INSERT INTO lots (business_id, name, address, timezone, hourly_rate_amount, hourly_rate_currency)
    SELECT id, 'Lot ' || n, 'Street 1', 'Europe/Berlin', 300, 'EUR'
    FROM business, generate_series(1, ${lotsPerBusiness}) AS n
    RETURNING id, business_id
  ),
  place AS (SELECT id, business_id, row_number() OVER () - 1 AS n FROM lot),
  slot AS (
    INSERT INTO slots (lot_id, code)
    SELECT place.id, 'S-' || s FROM generate_series(1, $1::int) AS s JOIN place ON place.n = (s - 1) / ${slotsPerLot}
    RETURNING id, lot_id
  ),
  driver AS (
    INSERT INTO users (email, password_hash, name, role)
    SELECT gen_random_uuid() || '@example.test', 'none', 'User', 'user' FROM generate_series(1, ceil($1::int / 2.0)::int)
    RETURNING id
  ),
  numbered_driver AS (SELECT id, row_number() OVER () - 1 AS n FROM driver),
  numbered_slot AS (SELECT id, lot_id, row_number() OVER () - 1 AS n, random() * 3 AS days FROM slot)
  INSERT INTO bookings
    (slot_id, lot_id, business_id, user_id, vehicle_plate, status, starts_at, ends_at, warn_at, warned_at)
  SELECT s.id, s.lot_id, place.business_id, u.id, 'B-PM ' || s.n, status,
         at - interval '5 days', at, at - interval '5 minutes', CASE status WHEN 'completed' THEN at END
  FROM numbered_slot s
  JOIN place ON place.id = s.lot_id
  JOIN numbered_driver u ON u.n = s.n / 2
  CROSS JOIN LATERAL (VALUES
    ('active', now() + make_interval(hours => 1, secs => s.days * 86400)),
    ('completed', now() - interval '6 days' - make_interval(secs => s.days * 864000))
  ) AS kinds (status, at)`;

/**
 * Adds so many active bookings, and leaves the tables as a well-kept database has them: vacuumed, analyzed, and all of it
 * written down, so that nothing is left for whoever measures next.
 */
export async function insertActiveBookings(db: pg.Client, count: number): Promise<void> {
  // What the rows refer to is made by the same statement: looking it up again for each would take most of the time.
  await db.query('SET session_replication_role = replica');
  for (let there = 0; there < count; there += chunk)
    await db.query(insertChunk, [Math.min(chunk, count - there)]);
  await db.query('RESET session_replication_role');
  // Triggers were off, and with them the one that counts slots.
  await db.query(
    `UPDATE lots SET slot_count = counted.count
     FROM (SELECT lot_id, count(*) AS count FROM slots GROUP BY lot_id) AS counted WHERE counted.lot_id = lots.id`,
  );
  await db.query('VACUUM ANALYZE');
  await db.query('CHECKPOINT');
}

/** As many rows are looked at as are needed to find some at random, whatever the size of the table. */
const sampledRows = 2_000;

/** Ends the time of active bookings that may be anywhere in the table, now. */
export async function makeDue(db: pg.Client, count: number, among: number): Promise<void> {
  const { rowCount } = await db.query(
    `WITH chosen AS (
       SELECT id FROM bookings TABLESAMPLE SYSTEM ($2) WHERE status = 'active' ORDER BY random() LIMIT $1
     )
     UPDATE bookings SET ends_at = now() - interval '1 ms', warned_at = now() FROM chosen WHERE bookings.id = chosen.id`,
    [count, Math.min(100, (sampledRows / among) * 100)],
  );
  if (rowCount !== count) throw new Error(`${rowCount ?? 0} bookings were made due, and not ${count}`);
}
