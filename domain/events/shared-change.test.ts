import { expect } from 'chai';
import sinon from 'sinon';
import { Database } from '../../platform/postgres/database.js';
import { openDomain, type Domain } from '../../test/harness/domain.js';
import type { Caller } from '../accounts/caller.js';
import { rejectPayment } from '../payments/reject-payment.js';
import { verifyPayment } from '../payments/verify-payment.js';

describe('A change that many ask for at once', () => {
  const count = 12;
  let domain: Domain;
  let owner: Caller;
  let payments: string[];
  /** Names of the statements that were run, without the hash of their text. */
  let statements: string[];

  before(async () => {
    domain = await openDomain();
    const query = Reflect.get(Database.prototype, 'query');
    sinon.stub(Database.prototype, 'query').callsFake(function (this: Database, statement, values) {
      statements.push(statement.name.replace(/-[^-]*$/, ''));
      return query.call(this, statement, values);
    });
  });
  after(() => {
    sinon.restore();
    return domain.close();
  });

  beforeEach(async () => {
    statements = [];
    const [user, { owner: lotOwner, lot }] = [await domain.account('user'), await domain.lot(count)];
    owner = lotOwner;
    const bookings = await Promise.all(lot.slots.map(({ id }) => domain.book(user, id)));
    payments = bookings.map(({ payment }) => payment.id);
  });

  const together = <Result>(work: (db: Database) => Promise<Result>) => domain.db.together(work);
  const verify = (id: string, caller = owner) => together((db) => verifyPayment(db, caller, id));
  const eventsOf = (ids: string[], type = 'payment.verified') =>
    domain.query<{ paymentId: string; actorId: string; id: string }>(
      `SELECT id, actor_id AS "actorId", payload ->> 'paymentId' AS "paymentId" FROM events
       WHERE type = $1 AND payload ->> 'paymentId' = ANY($2)`,
      [type, ids],
    );

  it('is made in few statements, and answers each with their own row', async () => {
    const decided = await Promise.all(payments.map((id) => verify(id)));
    expect(decided.map(({ id }) => id)).to.deep.equal(payments);
    expect(decided.map(({ status }) => status)).to.deep.equal(payments.map(() => 'verified'));
    expect(statements.filter((name) => name === 'verify-payment')).to.have.length(1);
  });

  it('records one event for each, by whom asked for it, and announces them', async () => {
    await Promise.all(payments.map((id) => verify(id)));
    const events = await eventsOf(payments);
    expect(events.map(({ paymentId }) => paymentId)).to.have.members(payments);
    expect(new Set(events.map(({ actorId }) => actorId))).to.deep.equal(new Set([owner.userId]));
    expect(domain.announced).to.include.members(events.map(({ id }) => id));
  });

  it('is refused to a stranger who asks along, and made for the others', async () => {
    const stranger = await domain.account('owner');
    const [first = '', ...others] = payments;
    const [refused, ...made] = await Promise.allSettled([
      verify(first, stranger),
      ...others.map((id) => verify(id)),
    ]);
    expect(refused).to.have.property('status', 'rejected');
    expect(made.every(({ status }) => status === 'fulfilled')).to.equal(true);
    expect(await eventsOf(payments)).to.have.length(others.length);
  });

  it('is refused to a stranger who asks for the same as its owner', async () => {
    const stranger = await domain.account('owner');
    const [id = ''] = payments;
    const results = await Promise.allSettled([verify(id, stranger), verify(id), verify(id, stranger)]);
    expect(results.map(({ status }) => status)).to.deep.equal(['rejected', 'fulfilled', 'rejected']);
  });

  it('happens once when all ask for the same', async () => {
    const [id = ''] = payments;
    const decided = await Promise.all(Array.from({ length: 5 }, () => verify(id)));
    expect(decided.map(({ status }) => status)).to.deep.equal(Array(5).fill('verified'));
    expect(await eventsOf([id])).to.have.length(1);
  });

  it('says each what they gave with it', async () => {
    const [one = '', two = ''] = payments;
    const reasons = new Map([
      [one, 'Too little'],
      [two, 'Too late'],
    ]);
    await Promise.all(
      [...reasons].map(([id, reason]) => together((db) => rejectPayment(db, owner, id, reason))),
    );
    const rows = await domain.query<{ id: string; reason: string; told: string }>(
      `SELECT p.id, p.reject_reason AS reason, e.payload ->> 'reason' AS told
       FROM payments p JOIN events e ON e.payload ->> 'paymentId' = p.id::text AND e.type = 'payment.rejected'
       WHERE p.id = ANY($1)`,
      [[one, two]],
    );
    expect(new Map(rows.map(({ id, reason }) => [id, reason]))).to.deep.equal(reasons);
    expect(new Map(rows.map(({ id, told }) => [id, told]))).to.deep.equal(reasons);
  });

  it('does not wait for one of them whose row somebody holds', async () => {
    const [held = '', ...free] = payments;
    let waiting: Promise<unknown> = Promise.resolve();
    await domain.db.transaction(async (tx) => {
      await verifyPayment(tx, owner, held);
      waiting = verify(held);
      await Promise.all(free.map((id) => verify(id)));
      await domain.somebodyWaitsForALock();
    });
    expect(await waiting).to.have.property('status', 'verified');
    expect(await eventsOf([held])).to.have.length(1);
  });

  it('does not fail for what one of them has asked', async () => {
    const [refused, ...made] = await Promise.allSettled(
      ['no id at all', ...payments].map((id) => verify(id)),
    );
    expect(refused).to.have.property('status', 'rejected');
    expect(made.every(({ status }) => status === 'fulfilled')).to.equal(true);
    expect(await eventsOf(payments)).to.have.length(payments.length);
  });

  it('is undone with the transaction that it was made in', async () => {
    const [id = ''] = payments;
    const undone = domain.db.transaction(async (tx) => {
      await verifyPayment(tx, owner, id);
      throw new Error('changed my mind');
    });
    expect((await Promise.allSettled([undone]))[0]).to.have.property('status', 'rejected');
    expect(await eventsOf([id])).to.have.length(0);
  });
});
