import { expect } from 'chai';
import { openDomain, type Domain } from '../../test/harness/domain.js';
import { DomainError } from '../errors.js';
import type { Caller } from '../accounts/caller.js';
import { addEmployee } from '../employees/add-employee.js';
import { assignEmployee } from '../employees/assign-employee.js';
import { addLot } from './add-lot.js';
import { createBusiness } from './create-business.js';
import { noOwnerLimits, type OwnerLimits } from './owner-limits.js';

describe('The limits of an owner', () => {
  let domain: Domain;
  let owner: Caller;
  let businesses: string[];

  before(async () => {
    domain = await openDomain();
  });
  after(() => domain.close());

  beforeEach(async () => {
    owner = await domain.account('owner');
    businesses = [];
    for (const name of ['One', 'Two']) {
      businesses.push((await createBusiness(domain.db, owner, name, noOwnerLimits)).id);
    }
  });

  const business = (n = 0) => businesses[n % 2] ?? '';
  const limited = (to: Partial<OwnerLimits>) => ({ ...noOwnerLimits, ...to });
  const lot = (limits: OwnerLimits, n: number, slotCount = 2, db = domain.db) =>
    addLot(
      db,
      owner,
      business(n),
      {
        ...{ name: 'Lot', address: 'Street', timezone: 'UTC', slotCount },
        hourlyRate: { amount: 1, currency: 'EUR' },
      },
      limits,
    );
  const outcomes = async (attempts: Promise<unknown>[]) =>
    (await Promise.allSettled(attempts))
      .map((one) =>
        one.status === 'fulfilled' ? 'added' : one.reason instanceof DomainError ? one.reason.code : 'failed',
      )
      .toSorted();
  const six = [0, 1, 2, 3, 4, 5];

  it('hold over all of their businesses, for those that ask at the same moment', async () => {
    const limits = limited({ lotsPerOwner: 3 });
    const inTransaction = (n: number) => domain.db.transaction((tx) => lot(limits, n, 2, tx));
    expect(await outcomes(six.map((n) => (n < 3 ? lot(limits, n) : inTransaction(n))))).to.deep.equal([
      ...Array<string>(3).fill('added'),
      ...Array<string>(3).fill('too_many_lots'),
    ]);
    const [refused] = await Promise.allSettled([lot(limits, 0)]);
    expect(refused).to.have.nested.property('reason.detail').that.contains('may have 3 lots');
  });

  it('count slots, not lots alone', async () => {
    const limits = limited({ slotsPerOwner: 10 });
    expect(await outcomes(six.map((n) => lot(limits, n, 4)))).to.deep.equal([
      ...Array<string>(2).fill('added'),
      ...Array<string>(4).fill('too_many_slots'),
    ]);
    expect(await outcomes([lot(limits, 0, 2)])).to.deep.equal(['added']);
    expect(await outcomes([lot(limits, 0, 1)])).to.deep.equal(['too_many_slots']);
  });

  it('hold for businesses, employees and assignments', async () => {
    const limits = limited({ businessesPerOwner: 3, employeesPerBusiness: 2, assignmentsPerEmployee: 1 });
    const opened = six.map(() => createBusiness(domain.db, owner, 'More', limits));
    expect((await outcomes(opened)).filter((one) => one === 'added')).to.have.length(1);
    const added = six.map(() => addEmployee(domain.db, owner, business(), 'Grace', limits));
    expect((await outcomes(added)).filter((one) => one === 'added')).to.have.length(2);
    const elsewhere = addEmployee(domain.db, owner, business(1), 'Ada', limits);
    expect(await outcomes([elsewhere])).to.deep.equal(['added']);
    const graces = await domain.query<{ id: string }>('SELECT id FROM employees WHERE business_id = $1', [
      business(),
    ]);
    const { id: lotId } = await lot(limits, 0);
    for (const { id } of graces) {
      const assigned = six.map(() => assignEmployee(domain.db, owner, id, { lotId }, limits));
      expect(await outcomes(assigned)).to.deep.equal([
        'added',
        ...Array<string>(5).fill('too_many_assignments'),
      ]);
    }
  });

  it('are no reason for what is not theirs to look as if it was there', async () => {
    const full = limited({ employeesPerBusiness: 1, assignmentsPerEmployee: 1 });
    const employee = await addEmployee(domain.db, owner, business(), 'Grace', full);
    const { id: lotId } = await lot(full, 0);
    await assignEmployee(domain.db, owner, employee.id, { lotId }, full);
    const stranger = await domain.account('owner');
    const additions = (caller: Caller) => [
      addEmployee(domain.db, caller, business(), 'Eve', full),
      assignEmployee(domain.db, caller, employee.id, { lotId }, full),
    ];
    expect(await outcomes(additions(owner))).to.deep.equal(['too_many_assignments', 'too_many_employees']);
    expect(await outcomes(additions(stranger))).to.deep.equal(['not_found', 'not_found']);
  });

  it('are none where they are 0', async () => {
    expect(await outcomes(six.map((n) => lot(noOwnerLimits, n)))).to.deep.equal(Array(6).fill('added'));
  });
});
