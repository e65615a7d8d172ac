import { expect } from 'chai';
import type { Database } from '../../platform/postgres/database.js';
import { readDeadlineLag } from '../bookings/read-deadline-lag.js';
import { openDomain, type Domain } from '../../test/harness/domain.js';
import { fill, largeDatabase, size } from '../../test/harness/large-tables.js';
import { askedBy, faultsOf } from '../../test/harness/query-plans.js';
import { searchBookings } from './search-bookings.js';
import { readStory } from './story/read-story.js';

/** As many connections as other rows, half of them of one user, whose booking has half of all events, each with a notification; and a full outbox. */
const history = `
  WITH booked AS (SELECT user_id FROM bookings ORDER BY id LIMIT 1),
  gateway AS (INSERT INTO gateways (id) VALUES (gen_random_uuid()) RETURNING id),
  known AS (SELECT u.id, row_number() OVER (ORDER BY u.id) AS n FROM users u)
  INSERT INTO device_connections (id, user_id, session_id, gateway_id, connected_at, disconnected_at)
  SELECT uuidv7(k * interval '-1 second'), CASE WHEN k % 2 = 0 THEN booked.user_id ELSE known.id END, gen_random_uuid(), gateway.id,
         now() - k * interval '1 second', CASE WHEN k % 3 = 0 THEN now() - (k - 1) * interval '1 second' END
  FROM generate_series(1, ${size}) AS k
  JOIN known ON known.n = 1 + k % 5000 CROSS JOIN booked CROSS JOIN gateway;
  INSERT INTO devices_shown (session_id, user_id, last_shown_seq) SELECT id, user_id, 1 FROM sessions;
  INSERT INTO outbox (event_id) SELECT id FROM events ON CONFLICT DO NOTHING;
  INSERT INTO notifications (user_id, seq, event_id, event, booking_id, type, title, message, data)
  SELECT booked.user_id, ${size} + row_number() OVER (), e.id, e.type, e.booking_id, 'info', 'T', 'M', '{}'
  FROM (SELECT id, user_id FROM bookings ORDER BY id LIMIT 1) AS booked JOIN events e ON e.booking_id = booked.id`;

/** Of all statements together; one alone may take five, which `faultsOf` holds. */
const mostMs = 50;
const mostMsEach = 5;

describe('What operators ask, with two hundred thousand rows', function () {
  this.timeout(180_000);
  let domain: Domain;
  let found: Record<'booking' | 'payment' | 'other', string>;

  before(async () => {
    const database = await largeDatabase();
    await fill(database.url, [], history);
    domain = await openDomain(database);
    const [row] = await domain.query<typeof found>(
      `SELECT booking_id AS booking, id AS payment, (SELECT id FROM bookings ORDER BY id DESC LIMIT 1) AS other
       FROM payments ORDER BY booking_id LIMIT 1`,
    );
    found = row ?? { booking: '', payment: '', other: '' };
  });
  after(() => domain.close());

  const reads = (): Record<string, (db: Database) => Promise<unknown>> => ({
    'search, the plate of half of all': (db) => searchBookings(db, 'P'),
    'search, a plate': (db) => searchBookings(db, 'P 7'),
    'search, the beginning of many plates': (db) => searchBookings(db, 'P 111'),
    'search, no plate': (db) => searchBookings(db, 'Q 77'),
    'search, an address': (db) => searchBookings(db, '4711@example.test'),
    'search, the address of half of all': (db) => searchBookings(db, '1001@example.test'),
    'search, a booking': (db) => searchBookings(db, found.booking),
    'story, of half of all events': (db) => readStory(db, found.booking, 'en'),
    'story, of one event': (db) => readStory(db, found.other, 'en'),
    'search, a payment': (db) => searchBookings(db, found.payment),
    'lag of deadlines': readDeadlineLag,
  });

  async function check(statistics: string): Promise<void> {
    const faults: string[] = [];
    for (const [name, read] of Object.entries(reads())) {
      const statements = await askedBy(domain.db, read);
      expect(statements.length * mostMsEach, name).to.be.within(1, mostMs);
      for (const asked of statements)
        for (const mode of ['generic', 'custom'] as const)
          for (const fault of await faultsOf(domain.db, asked, mode))
            faults.push(`${name} (${mode} plan, ${statistics}): ${fault}`);
    }
    expect(faults).to.deep.equal([]);
  }

  it('reads what it shows alone while there are no statistics', () => check('no statistics'));

  it('reads what it shows alone once there are statistics', async () => {
    await domain.db.manager.query('ANALYZE');
    await check('statistics');
  });

  it('reads how late deadlines are by the first entry of an index, however many are overdue', async () => {
    await domain.db.transaction(async ({ manager }) => {
      // Counters of businesses are not what this is about.
      await manager.query('SET LOCAL session_replication_role = replica');
      await manager.query(
        `UPDATE bookings SET status = 'active', warned_at = NULL, warn_at = ends_at - interval '5 minutes'
         WHERE id IN (SELECT id FROM bookings ORDER BY id LIMIT 20000)`,
      );
    });
    await check('statistics of before');
    await domain.db.manager.query('ANALYZE bookings');
    await check('statistics, nothing swept');
  });
});
