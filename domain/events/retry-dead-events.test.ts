import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { openDomain, type Domain } from '../../test/harness/domain.js';
import { listOperatorActions } from '../operations/audit/list-operator-actions.js';
import { retryEvents } from '../operations/retry-events.js';
import { DomainError } from '../errors.js';
import { listDeadEvents } from './list-dead-events.js';

describe('Dead events', () => {
  const bookingId = randomUUID();
  let domain: Domain;
  let actorId: string;
  before(async () => {
    domain = await openDomain();
    actorId = (await domain.account('operator')).userId;
  });
  after(() => domain.close());

  beforeEach(async () => {
    await domain.query('DELETE FROM outbox');
    await domain.query(
      `INSERT INTO events (type, payload, booking_id)
       SELECT type, '{}', booking FROM (VALUES ('a.done', $1::uuid), ('a.done', NULL), ('b.done', $1), ('b.done', NULL)) AS e (type, booking)`,
      [bookingId],
    );
    await domain.query(
      `UPDATE outbox SET attempts = 10, dead_at = clock_timestamp(), last_error = 'No Template of ' || type
       FROM events WHERE events.id = event_id`,
    );
    // Pending, and so none of them.
    await domain.query(`INSERT INTO events (type, payload) VALUES ('a.done', '{}')`);
  });

  const dead = async () => (await listDeadEvents(domain.db, { limit: 100 })).count;

  it('are listed in pages, newest first, with their number', async () => {
    const first = await listDeadEvents(domain.db, { limit: 3 });
    expect(first.count).to.equal(4);
    const second = await listDeadEvents(domain.db, { limit: 3, cursor: first.nextCursor! });
    expect(second.nextCursor).to.equal(null);
    const found = [...first.items, ...second.items];
    expect(new Set(found.map(({ id }) => id)).size).to.equal(4);
    const times = found.map(({ deadAt }) => deadAt);
    expect(times).to.deep.equal(times.toSorted().reverse());
    expect(found[0]).to.include({ attempts: 10, error: `No Template of ${found[0]!.event}` });
  });

  for (const [name, filter, count] of [
    ['by their name', { event: 'a.done' }, 2],
    ['by a part of their error, in any case of letters', { error: 'template OF b' }, 2],
    ['by a text that SQL would read as a pattern', { error: '%' }, 0],
    ['by their booking', { bookingId }, 2],
    ['by all of these', { bookingId, event: 'a.done', error: 'template' }, 1],
    ['by another booking', { bookingId: randomUUID() }, 0],
  ] as const) {
    it(`are found and retried ${name}`, async () => {
      const found = await listDeadEvents(domain.db, { limit: 100, ...filter });
      expect(found).to.include({ count }).and.to.have.property('items').with.lengthOf(count);
      const done = await retryEvents(domain.db, actorId, { ...filter, reason: 'repaired', expected: 4 });
      expect(done).to.deep.include({ action: 'retry-events', filter, touched: count, error: null, actorId });
      expect(await dead()).to.equal(4 - count);
    });
  }

  it('stay as they are when more match than were expected, which is on the record', async () => {
    const refusal = await retryEvents(domain.db, actorId, { reason: 'all', expected: 3 }).catch(
      (error: unknown) => error,
    );
    if (!(refusal instanceof DomainError)) throw new Error('it was not refused');
    expect(refusal.code).to.equal('count_changed');
    expect(refusal.extra.extensions).to.deep.equal({ count: 4 });
    expect(await dead()).to.equal(4);
    const [recorded] = (await listOperatorActions(domain.db, { limit: 1 })).items;
    expect(recorded).to.include({ touched: 0, reason: 'all' });
    expect(recorded?.error).to.match(/^count_changed/);
  });

  it('are retried once', async () => {
    const order = { reason: 'again', expected: 4 };
    expect((await retryEvents(domain.db, actorId, order)).touched).to.equal(4);
    expect((await retryEvents(domain.db, actorId, order)).touched).to.equal(0);
  });
});
