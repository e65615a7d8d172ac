import { expect } from 'chai';
import { openDomain, silentLog, type Domain } from '../../test/harness/domain.js';
import type { Caller } from '../accounts/caller.js';
import { notify } from '../notifications/notify.js';
import type { Attempt, Channel } from './channel.js';
import type { ClaimedDelivery } from './claimed-delivery.js';
import { deliverTo } from './deliver.js';
import { dueProviders } from './due-providers.js';
import { mostAttempts } from './finish-deliveries.js';

interface Row {
  status: string;
  reason: string | null;
  attempts: number;
  lastError: string | null;
}

describe('Deliveries over slow channels', () => {
  let domain: Domain;
  let user: Caller;
  let slotIds: string[];
  let sent: ClaimedDelivery[];
  let answer: (delivery: ClaimedDelivery) => Attempt | Promise<Attempt>;

  const channel: Channel = {
    name: 'email',
    send: async (delivery) => {
      sent.push(delivery);
      return answer(delivery);
    },
  };
  const run = (more: Partial<Channel> = {}, longestMs = 2_000) =>
    deliverTo(domain.db, 'email', {
      ...{ channel: { ...channel, ...more }, longestMs, signal: new AbortController().signal },
    });

  before(async () => {
    domain = await openDomain();
  });
  after(() => domain.close());

  beforeEach(async () => {
    await domain.query('TRUNCATE deliveries, delivery_providers, notifications CASCADE');
    user = await domain.account('user');
    await domain.query('UPDATE users SET email_verified_at = now() WHERE id = $1', [user.userId]);
    slotIds = (await domain.lot(5)).lot.slots.map(({ id }) => id);
    sent = [];
    answer = () => ({ is: 'sent', providerId: 'p1' });
  });

  const tell = () => notify(domain.db, domain.announced.splice(0), silentLog, ['email']);
  const rows = () =>
    domain.query<Row & Record<string, unknown>>(
      `SELECT status, reason, attempts, last_error AS "lastError" FROM deliveries ORDER BY priority, id`,
    );
  const makeDue = () =>
    domain.query(`UPDATE deliveries SET due_at = now() - interval '1 second' WHERE ended_at IS NULL`);

  /** Booked, and declined by the owner: of that the user is told by mail. */
  const declined = async () => {
    const booking = await domain.book(user, slotIds.pop() ?? '');
    await domain.query(
      `INSERT INTO events (type, booking_id, payload)
       SELECT 'booking.declined', $1, e.payload || '{"reason": "closed"}' FROM events e
       WHERE e.booking_id = $1 AND e.type = 'booking.created'`,
      [booking.id],
    );
    const events = await domain.query<{ id: string }>(
      `SELECT id FROM events WHERE booking_id = $1 AND type = 'booking.declined'`,
      [booking.id],
    );
    await notify(
      domain.db,
      events.map(({ id }) => id),
      silentLog,
      ['email'],
    );
    return booking;
  };

  it('are made where the catalogue says so, for addresses that are verified, and wait for their time', async () => {
    await declined();
    expect(await rows()).to.deep.equal([{ status: 'due', reason: null, attempts: 0, lastError: null }]);
    expect(await dueProviders(domain.db, 'email')).to.deep.equal([]);
    await makeDue();
    expect(await dueProviders(domain.db, 'email')).to.deep.equal(['email']);
    await domain.query('UPDATE users SET email_verified_at = NULL');
    await declined();
    await tell();
    expect(await rows()).to.have.length(1);
  });

  it('are sent once, to the address, with what the inbox says', async () => {
    const booking = await declined();
    await makeDue();
    await Promise.all([run(), run(), run()]);
    expect(sent).to.have.length(1);
    expect(sent[0]).to.deep.include({ channel: 'email', attempts: 1, purpose: null, push: null });
    expect(sent[0]?.user).to.include({ id: user.userId, language: 'en' });
    expect(sent[0]?.notification).to.include({ event: 'booking.declined', bookingId: booking.id });
    expect(await rows()).to.deep.equal([{ status: 'sent', reason: null, attempts: 1, lastError: null }]);
    await makeDue();
    expect(await run()).to.equal(false);
    expect(sent).to.have.length(1);
  });

  it('are decided when they are sent: what was read since, or is no longer true, goes nowhere', async () => {
    await declined();
    await makeDue();
    await domain.query('UPDATE notifications SET read_at = now()');
    await run();
    expect(await rows()).to.deep.equal([
      { status: 'cancelled', reason: 'read', attempts: 0, lastError: null },
    ]);
    await declined();
    await makeDue();
    await domain.query('UPDATE notifications SET superseded_at = now()');
    await run();
    expect((await rows()).map(({ reason }) => reason)).to.have.members(['read', 'superseded']);
    expect(sent).to.deep.equal([]);
  });

  it('are tried again later where the provider says so, and given up after so many attempts', async () => {
    answer = () => ({ is: 'later', reason: 'mailbox is full' });
    await declined();
    for (let attempt = 1; attempt <= mostAttempts; attempt++) {
      await makeDue();
      await run();
      expect(await dueProviders(domain.db, 'email'), 'due at once').to.deep.equal([]);
    }
    expect(await rows()).to.deep.equal([
      { status: 'failed', reason: null, attempts: mostAttempts, lastError: 'mailbox is full' },
    ]);
  });

  it('end where they are refused, and count an error of ours as one for later', async () => {
    await declined();
    await makeDue();
    answer = () => Promise.reject(new Error('torn'));
    await run();
    expect(await rows()).to.deep.equal([{ status: 'due', reason: null, attempts: 1, lastError: 'torn' }]);
    answer = () => ({ is: 'refused', reason: 'no such address' });
    await makeDue();
    await run();
    expect(await rows()).to.deep.equal([
      { status: 'failed', reason: null, attempts: 2, lastError: 'no such address' },
    ]);
  });

  it('wait without counting attempts while the provider is down, and all go when it is back', async () => {
    for (let n = 0; n < 4; n++) await declined();
    await makeDue();
    answer = () => ({ is: 'unreachable', reason: 'connection refused', afterMs: 60_000 });
    await run();
    const tried = sent.length;
    await run();
    expect([sent.length, await dueProviders(domain.db, 'email')]).to.deep.equal([tried, []]);
    expect((await rows()).map(({ status, attempts }) => [status, attempts])).to.deep.equal(
      Array.from({ length: 4 }, () => ['due', 0]),
    );
    await domain.query(`UPDATE delivery_providers SET down_until = now() - interval '1 second'`);
    answer = () => ({ is: 'unreachable', reason: 'connection refused' });
    await run({}, 0);
    expect(sent.length, 'one tries it').to.equal(tried + 1);
    await domain.query(`UPDATE delivery_providers SET down_until = now() - interval '1 second'`);
    answer = () => ({ is: 'sent' });
    await run();
    expect((await rows()).map(({ status }) => status)).to.deep.equal(Array.from({ length: 4 }, () => 'sent'));
  });

  it('are taken over when an attempt was lost, and what that one says afterwards counts for nothing', async () => {
    await declined();
    await makeDue();
    let over: (attempt: Attempt) => void = () => undefined;
    const first = new Promise<void>((begun) => {
      answer = () => {
        begun();
        return new Promise((resolve) => (over = resolve));
      };
    });
    const lost = run();
    await first;
    answer = () => ({ is: 'sent', providerId: 'second' });
    await run();
    expect(sent, 'while it is in flight').to.have.length(1);
    await makeDue();
    await run();
    over({ is: 'refused', reason: 'late' });
    await lost;
    expect(sent.map(({ attempts }) => attempts)).to.deep.equal([1, 2]);
    expect(await rows()).to.deep.equal([{ status: 'sent', reason: null, attempts: 2, lastError: null }]);
  });

  const addLetters = (count: number, priority: string, age: string) =>
    domain.query(
      `INSERT INTO deliveries (user_id, channel, provider, purpose, priority, due_at)
       SELECT $1, 'email', 'email', 'test', ${priority}, now() - interval '${age}' FROM generate_series(1, ${count}) AS n`,
      [user.userId],
    );

  it('keep to the rate of the provider, however many workers send', async () => {
    await addLetters(60, 'n % 3', '1 minute');
    const startedAt = performance.now();
    await Promise.all([run({ perSecond: 40 }, 700), run({ perSecond: 40 }, 700)]);
    const seconds = (performance.now() - startedAt) / 1_000;
    expect(sent.length).to.be.within(10, 40 * seconds + 5);
  });

  it('go by their priority, and then by their age, whatever waits', async () => {
    await addLetters(300, '2', '2 hours');
    await addLetters(30, '1', '1 hour');
    await addLetters(30, '0', '1 minute');
    await run({ perSecond: 10_000 }, 0);
    await run({ perSecond: 10_000 }, 0);
    await run({ perSecond: 10_000 }, 0);
    await run({ perSecond: 10_000 }, 0);
    const priorities = sent.map(({ priority }) => priority);
    expect(priorities).to.deep.equal([
      ...Array.from({ length: 30 }, () => 0),
      ...Array.from({ length: 30 }, () => 1),
      ...Array.from({ length: 20 }, () => 2),
    ]);
  });
});
