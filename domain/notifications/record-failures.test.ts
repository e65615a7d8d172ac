import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import sinon from 'sinon';
import { catalog } from '../events/catalog/index.js';
import { examples } from '../../test/harness/event-examples.js';
import { openDomain, silentLog, type Domain } from '../../test/harness/domain.js';
import type { Caller } from '../accounts/caller.js';
import { findEventsToRetry, findOverdueEvents } from '../events/find-overdue-events.js';
import { retryDeadEvents } from '../events/retry-dead-events.js';
import { listNotifications } from './list-notifications.js';
import { notify, notifySome } from './notify.js';
import { retryFailedEvents } from './record-failures.js';

describe('Events that cannot be told', () => {
  let domain: Domain;
  let user: Caller;

  before(async () => {
    domain = await openDomain();
  });

  beforeEach(async () => {
    user = await domain.account('user');
  });

  afterEach(async () => {
    sinon.restore();
    await domain.query('TRUNCATE events, outbox, notifications, deliveries CASCADE');
  });

  after(() => domain.close());

  const insert = async (type: string, payload: object, count = 1): Promise<string[]> => {
    const events = await domain.query<{ id: string }>(
      `INSERT INTO events (type, payload, occurred_at)
       SELECT $1, $2, now() - interval '1 minute' FROM generate_series(1, $3) RETURNING id`,
      [type, JSON.stringify(payload), count],
    );
    return events.map(({ id }) => id);
  };
  const good = () => ({ ...examples['payment.verified'], userId: user.userId, ownerId: user.userId });
  const heard = async () => (await listNotifications(domain.db, user, { limit: 1 })).lastSeq;
  const stateOf = async (id: string) => {
    const [row] = await domain.query<Record<string, unknown>>(
      `SELECT attempts, dead_at IS NOT NULL AS dead, last_error AS error,
              round(extract(epoch FROM next_at - clock_timestamp()))::int AS "inSeconds" FROM outbox WHERE event_id = $1`,
      [id],
    );
    return row;
  };

  /** Each with one event of its kind. */
  const kinds: Record<string, () => Promise<string[]>> = {
    'with a name that no release knows': () => insert('booking.teleported', {}),
    'with a payload that is not as declared': () => insert('payment.verified', { ...good(), amount: 'much' }),
    'with a payload that is no object': () => insert('payment.verified', []),
    'whose declaration throws': () => {
      sinon.stub(catalog['booking.declined'], 'content').throws(new Error('a bug'));
      return insert('booking.declined', { ...good(), reason: 'why' });
    },
    'with something that is no JSON': () => {
      sinon.stub(catalog['booking.declined'], 'data').returns({ big: 1n });
      return insert('booking.declined', { ...good(), reason: 'why' });
    },
    'with a NUL, which PostgreSQL refuses': () => {
      sinon
        .stub(catalog['booking.declined'], 'content')
        .returns({ type: 'info', title: 'a\0b', message: '' });
      return insert('booking.declined', { ...good(), reason: 'why' });
    },
    'with a recipient that is no id': () => {
      sinon.stub(catalog['booking.declined'], 'recipients').returns(['nobody']);
      return insert('booking.declined', { ...good(), reason: 'why' });
    },
    'of a broadcast that is not there': () => insert('broadcast.sent', examples['broadcast.sent']),
    'that breaks a constraint': () => {
      sinon
        .stub(catalog['booking.declined'], 'content')
        .returns({ type: 'odd' as 'info', title: '', message: '' });
      return insert('booking.declined', { ...good(), reason: 'why' });
    },
    'of which somebody has been told already': async () => {
      const ids = await insert('payment.verified', {
        ...good(),
        userId: (await domain.account('user')).userId,
      });
      await notify(domain.db, ids, silentLog);
      await domain.query('INSERT INTO outbox (event_id) SELECT unnest($1::uuid[])', [ids]);
      return ids;
    },
  };

  for (const [kind, prepare] of Object.entries(kinds)) {
    it(`are set aside, and tell the others of the job: one ${kind}`, async () => {
      const before = await insert('payment.verified', good(), 200);
      const [bad = ''] = await prepare();
      const after = await insert('payment.verified', good(), 299);
      await notify(domain.db, [...before, bad, ...after], silentLog);
      expect(await heard()).to.equal(499);
      const state = await stateOf(bad);
      expect(state).to.include({ attempts: 1, dead: false, inSeconds: 2 });
      expect(state?.error).to.be.a('string').that.is.not.equal('');
    });
  }

  it('wait longer after each attempt, a quarter of an hour at most', async () => {
    const [bad = ''] = await insert('booking.teleported', {});
    const waited: unknown[] = [];
    for (let attempt = 1; attempt <= 9; attempt++) {
      await notify(domain.db, [bad], silentLog);
      waited.push((await stateOf(bad))?.inSeconds);
    }
    expect(waited).to.deep.equal([2, 4, 8, 16, 32, 64, 128, 256, 512]);
  });

  it('are found by the relay when their time has come, and not before', async () => {
    const bad = await insert('booking.teleported', {});
    await notify(domain.db, bad, silentLog);
    expect(await findOverdueEvents(domain.db, 10)).to.deep.equal([]);
    expect(await findEventsToRetry(domain.db, 10)).to.deep.equal([]);
    await retryFailedEvents(domain.db);
    expect(await findEventsToRetry(domain.db, 10)).to.deep.equal(bad);
  });

  it('are given up after ten attempts, kept with their error, and tried again when somebody asks for it', async () => {
    const [bad = '', other = ''] = await insert('booking.teleported', {}, 2);
    await domain.query('UPDATE outbox SET attempts = 9 WHERE event_id = $1', [bad]);
    const error = sinon.spy();
    await notify(domain.db, [bad, other], { error });
    expect(await stateOf(bad)).to.include({ attempts: 10, dead: true });
    expect((await stateOf(bad))?.error).to.contain('does not know');
    expect(await stateOf(other)).to.include({ attempts: 1, dead: false });
    expect(
      error.args.map(([message]) => String(message)).filter((said) => said.includes('given up')),
    ).to.have.lengthOf(1);
    // Nobody looks at it again by himself, not even a worker that starts.
    await retryFailedEvents(domain.db);
    await notify(domain.db, [bad], silentLog);
    expect(await findEventsToRetry(domain.db, 10)).to.deep.equal([other]);
    expect(await stateOf(bad)).to.include({ attempts: 10, dead: true });

    expect(await retryDeadEvents(domain.db)).to.equal(1);
    expect(await findEventsToRetry(domain.db, 10)).to.have.members([bad, other]);
    expect(await stateOf(bad)).to.include({ attempts: 1, dead: false });
    expect(await retryDeadEvents(domain.db)).to.equal(0);
  });

  it('are told by a release that can', async () => {
    const stub = sinon.stub(catalog['payment.verified'], 'content').throws(new Error('a bug'));
    const ids = await insert('payment.verified', good());
    await notify(domain.db, ids, silentLog);
    expect(await heard()).to.equal(0);
    stub.restore();
    await notify(domain.db, ids, silentLog);
    expect(await heard()).to.equal(1);
    expect(await stateOf(ids[0] ?? '')).to.equal(undefined);
  });

  it('cost a bounded number of transactions at once, however many they are', async () => {
    sinon.stub(catalog['booking.declined'], 'recipients').returns([randomUUID(), 'nobody']);
    const bad = await insert('booking.declined', { ...good(), reason: 'why' }, 500);
    const together = sinon.spy(domain.db, 'queryTogether');
    const { rest } = await notifySome(domain.db, bad, silentLog);
    // And one each to read them and to set them aside.
    expect(together.callCount).to.equal(40 + 2);
    expect(rest.length).to.be.within(400, 499);
  });

  it('are no reason to say that something failed when it is PostgreSQL that is away', async () => {
    const ids = await insert('payment.verified', good(), 3);
    const away = Object.assign(new Error('shutting down'), { code: '57P01' });
    sinon.stub(domain.db, 'queryTogether').rejects(away);
    expect(await notify(domain.db, ids, silentLog).catch((error: unknown) => error)).to.equal(away);
    expect(await stateOf(ids[0] ?? '')).to.include({ attempts: 0 });
  });
});
