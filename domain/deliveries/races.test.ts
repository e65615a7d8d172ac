import { expect } from 'chai';
import { setTimeout as wait } from 'node:timers/promises';
import { openDomain, silentLog, type Domain } from '../../test/harness/domain.js';
import { Random } from '../../test/faults/random.js';
import type { Caller } from '../accounts/caller.js';
import { notify } from '../notifications/notify.js';
import { readNotifications } from '../notifications/read-notifications.js';
import type { Channel, ChannelName } from './channel.js';
import { deliverTo } from './deliver.js';

const races = 200;
const providers = { email: 'email', push: 'push:races.test' } as const;

/**
 * Something is sent by three workers while it ceases to be of use, and connections to PostgreSQL are cut all the time. Whoever is told
 * afterwards was told something that was true when it was decided, and nobody is told twice.
 */
describe('A delivery that races with what makes it useless', () => {
  let domain: Domain;
  let user: Caller;
  let slotIds: string[];
  /** How often each was handed to the provider. */
  let sent: Map<string, number>;
  const random = new Random(20_261_127);

  before(async () => {
    domain = await openDomain();
  });
  after(() => domain.close());

  beforeEach(async () => {
    user = await domain.account('user');
    await domain.query('UPDATE users SET email_verified_at = now() WHERE id = $1', [user.userId]);
    const [session] = await domain.query<{ id: string }>(
      'INSERT INTO sessions (user_id) VALUES ($1) RETURNING id',
      [user.userId],
    );
    await domain.query(
      `INSERT INTO push_subscriptions (user_id, session_id, endpoint, provider, p256dh, auth)
       VALUES ($1::uuid, $2, 'https://races.test/' || $1::text, '${providers.push}', 'k', 'a')`,
      [user.userId, session?.id],
    );
    slotIds = (await domain.lot(races)).lot.slots.map(({ id }) => id);
    sent = new Map();
  });

  const send = (name: ChannelName) => {
    const channel: Channel = {
      name,
      send: ({ id }) => {
        sent.set(id, (sent.get(id) ?? 0) + 1);
        return Promise.resolve({ is: 'sent' });
      },
    };
    const { signal } = new AbortController();
    const provider = name === 'email' ? providers.email : providers.push;
    return deliverTo(domain.db, provider, { channel, longestMs: 1_000, signal });
  };

  /** Of a booking: its warning is told and due. */
  const warned = async (name: ChannelName) => {
    const booking = await domain.book(user, slotIds.pop() ?? '', 3_600);
    const [event] = await domain.query<{ id: string }>(
      `INSERT INTO events (type, booking_id, payload)
       SELECT 'booking.expiring', $1, payload || '{"leadSeconds": 300}' FROM events WHERE booking_id = $1 AND type = 'booking.created' RETURNING id`,
      [booking.id],
    );
    await notify(domain.db, [event?.id ?? ''], silentLog, [name]);
    await domain.query(
      `UPDATE deliveries SET due_at = now() - interval '1 second'
       WHERE notification_id = (SELECT id FROM notifications WHERE event_id = $1)`,
      [event?.id],
    );
    return booking;
  };

  /** Cuts connections that send or decide, three times in a few milliseconds. */
  const cutConnections = async () => {
    for (let cut = 0; cut < 3; cut++)
      await domain
        .query(
          `SELECT pg_sleep(0.003), pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND pid <> pg_backend_pid() AND query ILIKE '%deliver%' LIMIT 1`,
        )
        .catch(() => undefined);
  };

  /** Tries again what a cut connection has broken off. */
  const stubborn = async (work: () => Promise<unknown>): Promise<void> => {
    for (let attempt = 1; ; attempt++)
      try {
        await work();
        return;
      } catch (error) {
        if (attempt === 20) throw error;
      }
  };

  const delayed = async (ms: number, work: () => Promise<unknown>) => {
    await wait(ms);
    await work();
  };

  const raced = async (name: ChannelName, end: (bookingId: string) => Promise<unknown>) => {
    for (let race = 0; race < races; race++) {
      const booking = await warned(name);
      // A renewal takes longer than a decision: so that each of them is the first at times.
      const sends = delayed(random.between(0, 25), () =>
        Promise.all(Array.from({ length: 3 }, () => stubborn(() => send(name)))),
      );
      await Promise.all([
        sends,
        delayed(random.between(0, 6), () => stubborn(() => end(booking.id))),
        race % 4 === 0 ? cutConnections() : undefined,
      ]);
    }
  };

  /** What was decided after it had ceased to be of use, and what ended in any other way than sent once or cancelled for that. */
  const wrong = async (since: string, reason: string) => {
    const rows = await domain.query<{ id: string; status: string; reason: string | null; isLate: boolean }>(
      `SELECT d.id, d.status, d.reason, d.status = 'sent' AND d.due_at - interval '60 seconds' > ${since} + interval '100 milliseconds' AS "isLate"
       FROM deliveries d JOIN notifications n ON n.id = d.notification_id WHERE d.user_id = $1 AND n.event = 'booking.expiring'`,
      [user.userId],
    );
    expect(rows).to.have.length(races);
    return {
      late: rows.filter(({ isLate }) => isLate),
      cancelled: rows.filter(({ status, reason: why }) => status === 'cancelled' && why === reason).length,
      sent: rows.filter(({ status }) => status === 'sent').length,
      twice: rows.filter(({ id }) => (sent.get(id) ?? 0) > 1),
      ghosts: rows.filter(({ id, status }) => status === 'cancelled' && sent.has(id)),
    };
  };

  it(`is sent once or not at all, ${races} times, where a booking is renewed while its mail waits`, async function () {
    this.timeout(60_000);
    await raced('email', async (id) => {
      await domain.renew(user, id);
      await notify(domain.db, domain.announced.splice(0), silentLog, ['email']);
    });
    const found = await wrong('n.superseded_at', 'superseded');
    expect(found).to.deep.include({ late: [], twice: [], ghosts: [] });
    expect(found.sent + found.cancelled).to.equal(races);
    expect(found.cancelled, 'renewals that were first').to.be.above(5);
    expect(found.sent, 'mails that were first').to.be.above(5);
  });

  it(`is sent once or not at all, ${races} times, where it is read on the phone while its push waits`, async function () {
    this.timeout(60_000);
    await raced('push', async (bookingId) => {
      const rows = await domain.query<{ id: string }>(
        `SELECT id FROM notifications WHERE booking_id = $1 AND event = 'booking.expiring'`,
        [bookingId],
      );
      await readNotifications(domain.db, user, { ids: rows.map(({ id }) => id) });
    });
    const found = await wrong('n.read_at', 'read');
    expect(found).to.deep.include({ late: [], twice: [], ghosts: [] });
    expect(found.sent + found.cancelled).to.equal(races);
    expect([found.cancelled, found.sent].every((count) => count > 5)).to.equal(true);
  });
});
