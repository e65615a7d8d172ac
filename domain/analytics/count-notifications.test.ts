import { expect } from 'chai';
import type { Counts, ToldOver } from '../../contract/api/analytics.js';
import { openDomain, silentLog, type Domain } from '../../test/harness/domain.js';
import type { Caller } from '../accounts/caller.js';
import { archiveNotification } from '../notifications/archive-notifications.js';
import { notify } from '../notifications/notify.js';
import { readNotifications } from '../notifications/read-notifications.js';
import { recordShown } from '../notifications/record-shown.js';
import { unreadNotifications } from '../notifications/undo-marks.js';
import { verifyPayment } from '../payments/verify-payment.js';
import { acts, countNotifications } from './count-notifications.js';
import { readNotificationCounts } from './read-notification-counts.js';

const warning = 'booking.expiring';
const task = 'payment.awaiting-verification';

describe('What became of notifications', () => {
  let domain: Domain;
  let admin: Caller;
  let user: Caller;
  let owner: Caller;
  let bookingId: string;

  beforeEach(async () => {
    domain = await openDomain();
    admin = await domain.account('admin');
    user = await domain.account('user');
    const { lot, owner: lotOwner } = await domain.lot(1);
    owner = lotOwner;
    await domain.query('UPDATE users SET email_verified_at = now()');
    bookingId = (await domain.book(user, lot.slots[0]?.id ?? '')).id;
    await domain.query(
      `INSERT INTO events (type, booking_id, payload)
       SELECT '${warning}', booking_id, payload || '{"leadSeconds": 300}' FROM events WHERE type = 'booking.created'`,
    );
    const events = await domain.query<{ id: string }>('SELECT id FROM events');
    await notify(
      domain.db,
      events.map(({ id }) => id),
      silentLog,
      ['email'],
    );
  });
  afterEach(() => domain.close());

  /** As if the hour had never been counted. */
  const countAgain = async () => {
    await domain.query('UPDATE counted_hours SET counted_at = NULL');
    await countNotifications(domain.db);
  };
  const counted = async (event: string, channel: ToldOver = 'inbox'): Promise<Partial<Counts>> => {
    await countAgain();
    const { channels } = await readNotificationCounts(domain.db, admin, { days: 1, timezone: 'UTC' });
    const found = channels
      .find((each) => each.channel === channel)
      ?.events.find((each) => each.event === event);
    return found
      ? Object.fromEntries(
          (['sent', 'shown', 'read', 'acted', 'cancelled', 'failed'] as const)
            .map((name) => [name, found[name]] as const)
            .filter(([, count]) => count !== 0),
        )
      : {};
  };
  const idOf = async (event: string) => {
    const [row] = await domain.query<{ id: string }>('SELECT id FROM notifications WHERE event = $1', [
      event,
    ]);
    return row?.id ?? '';
  };
  const paymentId = async () => {
    const [row] = await domain.query<{ id: string }>('SELECT id FROM payments');
    return row?.id ?? '';
  };
  /** The letter about an event has ended like this. */
  const endMail = (event: string, status: string, later = '0') =>
    domain.query(
      `UPDATE deliveries SET status = $2, ended_at = clock_timestamp() + $3::interval
       WHERE channel = 'email' AND notification_id IN (SELECT id FROM notifications WHERE event = $1)`,
      [event, status, later],
    );
  /** What was written, and all that has happened since, as long ago. */
  const longAgo = async (interval: string) => {
    await domain.query('DELETE FROM deliveries');
    await domain.query(
      `UPDATE notifications SET id = uuidv7(-$1::interval), created_at = created_at - $1::interval`,
      [interval],
    );
  };

  it('is that a person was shown it, has read it, and has done what it asks for', async () => {
    expect(await counted(warning)).to.deep.equal({ sent: 1 });
    const [row] = await domain.query<{ id: string }>(
      'INSERT INTO sessions (user_id) VALUES ($1) RETURNING id',
      [user.userId],
    );
    await recordShown(domain.db, [{ sessionId: row?.id ?? '', userId: user.userId, seq: 1 }]);
    expect(await counted(warning)).to.deep.equal({ sent: 1, shown: 1 });
    await readNotifications(domain.db, user, { ids: [await idOf(warning)] });
    expect(await counted(warning)).to.deep.equal({ sent: 1, shown: 1, read: 1 });
    await domain.renew(user, bookingId);
    expect(await counted(warning)).to.deep.equal({ sent: 1, shown: 1, read: 1, acted: 1 });
  });

  it('is not acted on by what somebody else does', async () => {
    await verifyPayment(domain.db, admin, await paymentId());
    expect(await counted(task)).to.deep.equal({ sent: 1 });
  });

  it('is acted on by whoever does a task, within some time', async () => {
    await verifyPayment(domain.db, owner, await paymentId());
    await domain.query(
      `UPDATE events SET occurred_at = occurred_at + interval '50 seconds' WHERE type = 'payment.verified'`,
    );
    expect(await counted(task)).to.deep.equal({ sent: 1, acted: 1 });
    const { channels } = await readNotificationCounts(domain.db, admin, {
      days: 7,
      timezone: 'Asia/Kolkata',
    });
    const found = channels[0]?.events.find(({ event }) => event === task);
    // The third bound is a minute.
    expect(found?.actedWithin?.indexOf(1)).to.equal(2);
    expect(found?.medianSecondsToAct).to.equal(45);
  });

  it('is null where nothing is asked for', async () => {
    expect(acts)
      .to.include.keys(warning, task)
      .and.not.any.keys('booking.created', 'booking.declined', 'alert.raised');
    expect(await counted('booking.created')).to.deep.equal({ sent: 1, acted: null });
    await domain.query(`UPDATE notifications SET event = 'booking.declined' WHERE event = '${warning}'`);
    expect(await counted('booking.declined')).to.deep.equal({ sent: 1, acted: null });
  });

  it('is not that it was read where it was only put away', async () => {
    await archiveNotification(domain.db, user, await idOf(warning));
    expect(await counted(warning)).to.deep.equal({ sent: 1 });
  });

  it('is that it was read, also when it is unread again', async () => {
    const id = await idOf(warning);
    await readNotifications(domain.db, user, { ids: [id] });
    await unreadNotifications(domain.db, user, [id]);
    expect(await counted(warning)).to.deep.equal({ sent: 1, shown: 1, read: 1 });
  });

  it('is of a letter only what happened after it was sent', async () => {
    expect(await counted(warning, 'email')).to.deep.equal({});
    await readNotifications(domain.db, user, { ids: [await idOf(warning)] });
    await domain.query(`UPDATE notifications SET read_at = created_at WHERE read_at IS NOT NULL`);
    await endMail(warning, 'sent');
    expect(await counted(warning, 'email')).to.deep.equal({ sent: 1 });
    await domain.renew(user, bookingId);
    expect(await counted(warning, 'email')).to.deep.equal({ sent: 1, acted: 1 });
    expect(await counted(warning)).to.deep.equal({ sent: 1, shown: 1, read: 1, acted: 1 });
  });

  it('is not of a letter what was done before it was sent', async () => {
    await verifyPayment(domain.db, owner, await paymentId());
    await endMail(task, 'sent', '1 second');
    expect(await counted(task)).to.deep.equal({ sent: 1, acted: 1 });
    expect(await counted(task, 'email')).to.deep.equal({ sent: 1 });
  });

  it('is that it was not needed, or could not be sent', async () => {
    await endMail(warning, 'cancelled');
    await endMail(task, 'failed');
    expect(await counted(warning, 'email')).to.deep.equal({ cancelled: 1 });
    expect(await counted(task, 'email')).to.deep.equal({ failed: 1 });
  });

  it('is one of a person with several devices, once all of them are done or one was reached', async () => {
    const push = (target: string, status: string) =>
      domain.query(
        `INSERT INTO deliveries (notification_id, user_id, channel, target, provider, priority, due_at, status, ended_at)
         SELECT id, user_id, 'push', $1, 'push', 0, now(), $2, CASE WHEN $2 <> 'due' THEN now() END
         FROM notifications WHERE event = '${warning}'`,
        [target, status],
      );
    await push('phone', 'cancelled');
    await push('tablet', 'due');
    expect(await counted(warning, 'push')).to.deep.equal({});
    await push('laptop', 'sent');
    await push('watch', 'sent');
    expect(await counted(warning, 'push')).to.deep.equal({ sent: 1 });
  });

  it('is no more than that it was sent, of a webhook', async () => {
    await readNotifications(domain.db, owner, { ids: [await idOf(task)] });
    await domain.query(
      `INSERT INTO deliveries (notification_id, user_id, channel, target, provider, priority, due_at, status, ended_at)
       SELECT id, user_id, 'webhook', 'w', 'webhook:w', 2, now(), 'sent', created_at FROM notifications WHERE event = '${task}'`,
    );
    expect(await counted(task, 'webhook')).to.deep.equal({ sent: 1, shown: null, read: null, acted: null });
  });

  it('stays counted when the notifications are pruned', async () => {
    await readNotifications(domain.db, user, { ids: [await idOf(warning)] });
    await domain.renew(user, bookingId);
    expect(await counted(warning)).to.deep.equal({ sent: 1, shown: 1, read: 1, acted: 1 });
    await domain.query('DELETE FROM notifications');
    expect(await counted(warning)).to.deep.equal({ sent: 1, shown: 1, read: 1, acted: 1 });
  });

  it('is nothing that is done a week later', async () => {
    await longAgo('6 days 23 hours');
    await readNotifications(domain.db, user, { ids: [await idOf(warning)] });
    await verifyPayment(domain.db, owner, await paymentId());
    const week = async (event: string) => {
      await countAgain();
      const { channels } = await readNotificationCounts(domain.db, admin, { days: 30, timezone: 'UTC' });
      return channels[0]?.events.find((each) => each.event === event);
    };
    expect(await week(warning)).to.include({ sent: 1, read: 1 });
    expect(await week(task)).to.include({ acted: 1 });
    await domain.query('TRUNCATE notification_counts, counted_hours');
    await domain.query(
      `UPDATE notifications SET read_at = created_at + interval '7 days 1 second' WHERE read_at IS NOT NULL`,
    );
    await domain.query(
      `UPDATE events SET occurred_at = occurred_at + interval '2 hours' WHERE type = 'payment.verified'`,
    );
    expect(await week(warning)).to.include({ sent: 1, read: 0 });
    expect(await week(task)).to.include({ acted: 0 });
  });
});
