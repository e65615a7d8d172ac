import { expect } from 'chai';
import { openDomain, silentLog, type Domain } from '../../test/harness/domain.js';
import type { Caller } from '../accounts/caller.js';
import { notify } from '../notifications/notify.js';
import type { Attempt, Channel } from './channel.js';
import type { ClaimedDelivery } from './claimed-delivery.js';
import { deliverTo } from './deliver.js';
import { digestTime } from './digest-time.js';

describe('News that is gathered', () => {
  let domain: Domain;
  let owner: Caller;
  let driver: Caller;
  let slotIds: string[];
  let sent: ClaimedDelivery[];
  let answer: Attempt;

  const channel: Channel = {
    name: 'email',
    send: (delivery) => {
      sent.push(delivery);
      return Promise.resolve(answer);
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
    driver = await domain.account('user');
    const { lot, owner: whose } = await domain.lot(300);
    owner = whose;
    slotIds = lot.slots.map(({ id }) => id);
    await domain.query('UPDATE users SET email_verified_at = now() WHERE role = $1', ['owner']);
    await prefer(owner, 'hourly');
    sent = [];
    answer = { is: 'sent', providerId: 'p1' };
  });

  const prefer = (whose: Caller, digest: string) =>
    domain.query(
      `INSERT INTO preferences (user_id, choices, digest) VALUES ($1, '{"booking.created": {"email": true}}', $2)
       ON CONFLICT (user_id) DO UPDATE SET digest = $2`,
      [whose.userId, digest],
    );
  /** Of which the owner is told by news and by a task. */
  const booked = async (count: number) => {
    for (let n = 0; n < count; n++) await domain.book(driver, slotIds.pop() ?? '');
    await notify(domain.db, domain.announced.splice(0), silentLog, ['email']);
  };
  const makeDue = () =>
    domain.query(`UPDATE deliveries SET due_at = now() - interval '1 second' WHERE ended_at IS NULL`);
  /** As if all of it had been told two hours ago. */
  const hoursLater = async () => {
    await domain.query(`UPDATE deliveries SET created_at = created_at - interval '2 hours'`);
    await makeDue();
  };
  const rows = (priority = 2) =>
    domain.query<{ status: string; reason: string | null; attempts: number; dueAt: Date; createdAt: Date }>(
      `SELECT status, reason, attempts, due_at AS "dueAt", created_at AS "createdAt" FROM deliveries WHERE priority = $1 ORDER BY id`,
      [priority],
    );
  const lettersOf = (whose: Caller) =>
    sent
      .filter(({ user, priority }) => user.id === whose.userId && priority === 2)
      .map(({ others }) => 1 + others.length);

  it('waits for its hour, while tasks go at once', async () => {
    await booked(3);
    await makeDue();
    await run();
    expect(sent.map(({ notification }) => notification?.event)).to.deep.equal(
      Array.from({ length: 3 }, () => 'payment.awaiting-verification'),
    );
    for (const { status, attempts, dueAt, createdAt } of await rows())
      expect([status, attempts, dueAt]).to.deep.equal(['due', 0, digestTime(createdAt, 'hourly', 'UTC')]);
  });

  it('is one letter, whose parts end together, however much it is', async () => {
    await booked(4);
    await hoursLater();
    // Not in the letter, and not read before.
    await domain.query(`UPDATE notifications SET read_at = now()
                        WHERE id = (SELECT notification_id FROM deliveries WHERE priority = 2 ORDER BY id LIMIT 1)`);
    await run();
    expect(lettersOf(owner)).to.deep.equal([3]);
    const [letter] = sent.filter(({ priority }) => priority === 2);
    const parts = [letter?.notification, ...(letter?.others ?? []).map(({ notification }) => notification)];
    expect(new Set(parts.map((one) => one?.seq)).size).to.equal(3);
    for (const part of parts) expect(part?.event).to.equal('booking.created');
    expect((await rows()).map(({ status, reason, attempts }) => [status, reason, attempts])).to.deep.equal([
      ['cancelled', 'read', 0],
      ...Array.from({ length: 3 }, () => ['sent', null, 1]),
    ]);
    await makeDue();
    await run();
    expect(lettersOf(owner)).to.deep.equal([3]);
  });

  it('is one letter also where more is due than is read at once, and each person gets their own', async () => {
    const { lot, owner: other } = await domain.lot(2);
    await domain.query('UPDATE users SET email_verified_at = now() WHERE id = $1', [other.userId]);
    await prefer(other, 'daily');
    await booked(150);
    slotIds.push(...lot.slots.map(({ id }) => id));
    await booked(2);
    await domain.query(`DELETE FROM deliveries WHERE priority <> 2`);
    await domain.query(`UPDATE deliveries SET created_at = created_at - interval '2 days'`);
    await makeDue();
    // The rate counts letters.
    await run({ perSecond: 10 });
    expect([lettersOf(owner), lettersOf(other)]).to.deep.equal([[150], [2]]);
    expect(new Set((await rows()).map(({ status }) => status))).to.deep.equal(new Set(['sent']));
  });

  it('stays one letter when it has to be sent again, and counts no attempt while the provider is down', async () => {
    await booked(3);
    await hoursLater();
    answer = { is: 'later', reason: 'mailbox is full' };
    await run();
    const dueAt = new Set((await rows()).map((row) => row.dueAt.getTime()));
    expect([dueAt.size, (await rows()).map(({ attempts }) => attempts)]).to.deep.equal([1, [1, 1, 1]]);
    // What has come since goes in a letter of its own: who has got the first one may leave out one of the same name.
    await booked(2);
    await domain.query(
      `UPDATE deliveries SET created_at = created_at - interval '2 hours' WHERE attempts = 0`,
    );
    await makeDue();
    sent = [];
    answer = { is: 'later', reason: 'mailbox is full', afterMs: 60_000 };
    await run();
    expect(lettersOf(owner)).to.have.members([3, 2]);
    await domain.query('DELETE FROM deliveries WHERE attempts < 2 AND priority = 2');
    await domain.query('UPDATE deliveries SET attempts = 1');
    answer = { is: 'unreachable', reason: 'refused', afterMs: 1 };
    await makeDue();
    await run();
    expect((await rows()).map(({ status, attempts }) => [status, attempts])).to.deep.equal(
      Array.from({ length: 3 }, () => ['due', 1]),
    );
    await domain.query('UPDATE delivery_providers SET failures = 0, down_until = NULL');
    answer = { is: 'refused', reason: 'no such address' };
    await makeDue();
    sent = [];
    await run();
    expect(lettersOf(owner)).to.deep.equal([3]);
    expect((await rows()).map(({ status, attempts }) => [status, attempts])).to.deep.equal(
      Array.from({ length: 3 }, () => ['failed', 2]),
    );
  });

  it('is sent one by one to who wants it at once', async () => {
    await prefer(owner, 'at_once');
    await booked(3);
    await makeDue();
    await run();
    expect(lettersOf(owner)).to.deep.equal([1, 1, 1]);
  });
});
