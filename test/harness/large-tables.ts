import pg from 'pg';
import { databaseFrom, migratedTemplate, type Template, type TestDatabase } from './database.js';

/** Rows in each of the tables that grow. */
export const size = 200_000;

/** Tables that nothing reads as a whole. */
export const largeTables = [
  ...[
    'bookings',
    'payments',
    'car_washes',
    'notifications',
    'events',
    'slots',
    'users',
    'sessions',
    'inboxes',
  ],
  ...[
    'employees',
    'employee_assignments',
    'device_connections',
    'devices_shown',
    'inboxes_shown',
    'deliveries',
  ],
];

/**
 * One user, one plate and one business have half of everything, the others share the rest. What is rare is the oldest: whoever walks
 * from the newest on finds it last.
 */
const people = `
  INSERT INTO users (email, password_hash, name, role)
  SELECT n || '@example.test', 'none', 'N', CASE WHEN n <= 1000 THEN 'owner' ELSE 'user' END FROM generate_series(1, 6000) AS n;
  INSERT INTO inboxes (user_id, last_seq, unread_count) SELECT id, ${size}, 1000 FROM users;
  INSERT INTO inboxes_shown (user_id, last_shown_seq) SELECT id, 60 FROM users;
  INSERT INTO sessions (user_id) SELECT id FROM users;
  INSERT INTO refresh_tokens (token_hash, session_id, expires_at)
  SELECT sha256(id::text::bytea), id, now() + interval '1 day' FROM sessions;
  INSERT INTO businesses (owner_id, name) SELECT id, 'B' FROM users WHERE role = 'owner';
  INSERT INTO lots (business_id, name, address, timezone, hourly_rate_amount, hourly_rate_currency, slot_count)
  SELECT id, 'L', 'A', 'UTC', 1, 'EUR', 10 FROM businesses;
  INSERT INTO slots (lot_id, code) SELECT id, 'S-' || n FROM lots, generate_series(1, 10) AS n;
  CREATE TABLE place AS
  SELECT row_number() OVER (ORDER BY s.id) AS n, s.id AS slot_id, s.lot_id, l.business_id FROM slots s JOIN lots l ON l.id = s.lot_id;
  CREATE TABLE person AS SELECT row_number() OVER (ORDER BY id) AS n, id FROM users WHERE role = 'user'`;

/** Of washes, those of the busy business are left undone as often as done, those of the others are all done but for the oldest. */
const bookings = `
  INSERT INTO bookings (slot_id, lot_id, business_id, user_id, vehicle_plate, status, starts_at, ends_at, open_wash_id)
  SELECT slot_id, lot_id, business_id, person.id, CASE WHEN k % 2 = 0 THEN 'P' ELSE 'P ' || k END,
         CASE WHEN k <= 20 THEN 'cancelled_by_admin' WHEN k <= 40 THEN 'cancelled_by_user' WHEN k <= 2000 THEN 'active'
              ELSE 'completed' END,
         hour, hour + interval '1 hour', CASE WHEN k <= 200 OR k % 4 = 0 THEN uuidv7() END
  FROM generate_series(1, ${size}) AS k
  CROSS JOIN LATERAL (SELECT now() + (CASE WHEN k <= 2000 THEN k ELSE -k END - 40.5) * interval '1 hour') AS at (hour)
  JOIN place ON place.n = CASE WHEN k % 2 = 0 THEN 1 ELSE 1 + k % 10000 END
  JOIN person ON person.n = CASE WHEN k % 2 = 0 THEN 1 ELSE 1 + k % 5000 END
  ORDER BY k;
  INSERT INTO payments (
    booking_id, business_id, user_id, method, amount, currency, period_starts_at, period_ends_at, paid_seconds, status, verified_at
  )
  SELECT id, business_id, user_id, 'cash', 1, 'EUR', starts_at, ends_at, 3600,
         CASE WHEN n <= 60 THEN (ARRAY['pending', 'rejected', 'void', 'refund_due'])[1 + n % 4] ELSE 'verified' END, ends_at
  FROM (SELECT *, row_number() OVER (ORDER BY id) AS n FROM bookings) AS numbered ORDER BY n;
  INSERT INTO car_washes (id, booking_id, business_id, status)
  SELECT coalesce(open_wash_id, uuidv7()), id, business_id,
         CASE WHEN open_wash_id IS NULL THEN 'completed' ELSE 'requested' END
  FROM bookings ORDER BY id;
  INSERT INTO events (type, booking_id, payload)
  SELECT 'booking.renewed', CASE WHEN n % 2 = 0 THEN (SELECT id FROM bookings ORDER BY id LIMIT 1) ELSE id END, '{}'
  FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM bookings) AS numbered`;

const inboxes = `
  INSERT INTO notifications (user_id, seq, event_id, event, booking_id, type, title, message, data, read_at, archived_at)
  SELECT person.id, k, gen_random_uuid(), 'booking.expired', NULL, 'info', 'T', 'M', '{}',
         CASE WHEN k > 60 THEN now() END, CASE WHEN k % 2 = 0 AND k > 60 THEN now() END
  FROM generate_series(1, ${size}) AS k
  JOIN person ON person.n = CASE WHEN k % 2 = 0 THEN 1 ELSE 1 + k % 5000 END
  ORDER BY k;
  INSERT INTO deliveries (notification_id, user_id, channel, provider, priority, status, due_at, ended_at)
  SELECT id, user_id, 'email', 'email', 2, 'sent', now(), now() FROM notifications WHERE seq % 8 = 0;
  INSERT INTO employees (business_id, name)
  SELECT business_id, 'N' FROM generate_series(1, ${size}) AS k
  JOIN place ON place.n = CASE WHEN k % 2 = 0 THEN 1 ELSE 1 + k % 10000 END ORDER BY k;
  INSERT INTO employee_assignments (employee_id, lot_id)
  SELECT employees.id, lots.id FROM employees JOIN lots ON lots.business_id = employees.business_id`;

interface Index {
  name: string;
  definition: string;
}

/** Fills tables on a connection of its own, on which a statement may take as long as it takes. */
export async function fill(url: string, tables: string[], sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // What the rows refer to is made along with them. What triggers would count is counted at the end.
    await client.query('SET session_replication_role = replica');
    // Indexes are made of all rows at once in half of the time in which they grow row by row.
    const { rows: indexes } = await client.query<Index>(
      `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition
       FROM pg_index WHERE indrelid = ANY ($1::regclass[]) AND NOT indisunique AND NOT indisexclusion`,
      [tables],
    );
    if (indexes.length > 0) await client.query(`DROP INDEX ${indexes.map(({ name }) => name).join()}`);
    await client.query(sql);
    await client.query(indexes.map(({ definition }) => definition).join(';'));
  } finally {
    await client.end();
  }
}

const withoutAutovacuum = largeTables
  .map((table) => `ALTER TABLE ${table} SET (autovacuum_enabled = off)`)
  .join(';');
const count = 'DROP TABLE place, person; SELECT recount_counters()';

/** Filled on two connections at once, and never analysed. */
const large: Template = {
  kind: 'large',
  source: [migratedTemplate.source, withoutAutovacuum, people, bookings, inboxes, count].join(),
  fill: async (url) => {
    await migratedTemplate.fill(url);
    await fill(url, [], `${withoutAutovacuum};${people}`);
    await Promise.all([
      fill(url, ['bookings', 'payments', 'car_washes', 'events'], bookings),
      fill(url, ['notifications', 'deliveries', 'employees', 'employee_assignments'], inboxes),
    ]);
    await fill(url, [], count);
  },
};

/** A database with large tables of which there are no statistics yet. */
export const largeDatabase = (): Promise<TestDatabase> => databaseFrom(large);
