import { expect } from 'chai';
import sinon from 'sinon';
import { Database } from '../../platform/postgres/database.js';
import { openDomain, type Domain } from '../../test/harness/domain.js';
import { noBookingLimits } from '../bookings/booking-limits.js';
import { cancelBooking } from '../bookings/cancel-booking.js';
import { createBooking } from '../bookings/create-booking.js';
import { renewBooking } from '../bookings/renew-booking.js';
import { rejectPayment } from '../payments/reject-payment.js';
import { verifyPayment } from '../payments/verify-payment.js';

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  Plans?: PlanNode[];
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** A read of a table or an index that goes through all of it. */
const isFullRead = (node: PlanNode) =>
  node['Index Cond'] === undefined &&
  (node['Node Type'] === 'Seq Scan' || node['Node Type'].includes('Index'));

/** Some more of everything: of a table that is one page, every plan is as good. */
const fill = [
  `INSERT INTO businesses (owner_id, name) SELECT owner_id, name FROM businesses, generate_series(1, 200)`,
  `INSERT INTO slots (lot_id, code) SELECT id, 'more-' || n FROM lots, generate_series(1, 200) AS n`,
  `INSERT INTO bookings (slot_id, lot_id, business_id, user_id, vehicle_plate, starts_at, ends_at)
   SELECT s.id, l.id, l.business_id, (SELECT id FROM users LIMIT 1), 'B-AB 1', now(), now() + interval '1 hour'
   FROM slots s JOIN lots l ON l.id = s.lot_id WHERE s.code LIKE 'more-%'`,
  `INSERT INTO payments (booking_id, business_id, user_id, method, amount, currency, period_starts_at, period_ends_at, paid_seconds)
   SELECT id, business_id, user_id, 'cash', 1, 'EUR', starts_at, ends_at, 3600 FROM bookings
   WHERE id NOT IN (SELECT booking_id FROM payments)`,
];

describe('Statements that many callers share', () => {
  let domain: Domain;
  const statements = new Map<string, string>();

  before(async () => {
    domain = await openDomain();
    const query = Reflect.get(Database.prototype, 'query');
    const queryTogether = Reflect.get(Database.prototype, 'queryTogether');
    sinon.stub(Database.prototype, 'query').callsFake(function (this: Database, statement, values) {
      statements.set(statement.name, statement.text);
      return query.call(this, statement, values);
    });
    sinon.stub(Database.prototype, 'queryTogether').callsFake(function (this: Database, all, options) {
      for (const [{ name, text }] of all) statements.set(name, text);
      return queryTogether.call(this, all, options);
    });
    const { db } = domain;
    const [users, { owner, lot }] = [
      await Promise.all([1, 2, 3, 4].map(() => domain.account('user'))),
      await domain.lot(8),
    ];
    const booked = await Promise.all(
      users.map((user, n) =>
        domain.book(user, lot.slots[n]?.id ?? '').then((booking) => ({ user, booking })),
      ),
    );
    statements.clear();
    const [renewed, cancelled, verified, rejected] = booked;
    if (!renewed || !cancelled || !verified || !rejected) throw new Error('there are four bookings');
    const terms = { leadSeconds: 300, limits: noBookingLimits, now: new Date() };
    const [booking] = await Promise.all([
      db.together((tx) =>
        createBooking(
          tx,
          renewed.user,
          {
            slotId: lot.slots[5]?.id ?? '',
            durationSeconds: 3_600,
            vehiclePlate: 'B-AB 1',
            paymentMethod: 'cash',
          },
          terms,
        ),
      ),
      db.together((tx) =>
        renewBooking(tx, renewed.user, renewed.booking.id, { ...terms, durationSeconds: 600 }),
      ),
      db.together((tx) => cancelBooking(tx, cancelled.user, cancelled.booking.id)),
      db.together((tx) => verifyPayment(tx, owner, verified.booking.payment.id)),
      db.together((tx) => rejectPayment(tx, owner, rejected.booking.payment.id, 'No')),
    ]);
    expect(booking.status).to.equal('active');
  });
  after(() => {
    sinon.restore();
    return domain.close();
  });

  it('look up by key what they lock, read and change, also by a plan that was made while there was little', async () => {
    const names = [...statements.keys()].map((name) => name.replace(/-[^-]*$/, ''));
    expect(names).to.include.members([
      ...['lock-users', 'lock-bookings', 'lock-slots', 'find-bookings-by-id', 'create-booking'],
      ...['renew-booking', 'cancel-booking', 'verify-payment', 'reject-payment'],
    ]);
    expect(names).not.to.include('expire-one-booking');
    const shared = [...statements];
    for (const sql of fill) await domain.query(sql);
    await domain.query('VACUUM ANALYZE');
    const fullReads: string[] = [];
    for (const [name, text] of shared) {
      const [explained] = await domain.db.transaction((tx) =>
        tx.manager.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }[]>(
          `EXPLAIN (GENERIC_PLAN, FORMAT JSON) ${text}`,
        ),
      );
      const plan = explained?.['QUERY PLAN'][0]?.Plan;
      if (!plan) throw new Error(`${name} has no plan`);
      fullReads.push(
        ...nodesOf(plan)
          .filter(isFullRead)
          .map(
            (node) => `${name}: ${node['Node Type']} ${node['Index Name'] ?? node['Relation Name'] ?? ''}`,
          ),
      );
    }
    expect(fullReads).to.deep.equal([]);
  });
});
