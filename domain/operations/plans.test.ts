import { expect } from 'chai';
import type { Database } from '../../platform/postgres/database.js';
import { openDomain, type Domain } from '../../test/harness/domain.js';
import { fillLargeTables } from '../../test/harness/large-tables.js';
import { askedBy, faultsOf } from '../../test/harness/query-plans.js';
import { searchBookings } from './search-bookings.js';

/** Of all statements together; one alone may take five, which `faultsOf` holds. */
const mostMs = 50;
const mostMsEach = 5;

describe('What operators ask, with two hundred thousand rows', function () {
  this.timeout(180_000);
  let domain: Domain;
  let found: Record<'booking' | 'payment', string>;

  before(async () => {
    domain = await openDomain();
    await fillLargeTables(domain.db);
    const [row] = await domain.query<typeof found>(
      `SELECT booking_id AS booking, id AS payment FROM payments ORDER BY booking_id LIMIT 1`,
    );
    found = row ?? { booking: '', payment: '' };
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
    'search, a payment': (db) => searchBookings(db, found.payment),
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
});
