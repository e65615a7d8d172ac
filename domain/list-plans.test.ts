import { expect } from 'chai';
import pg from 'pg';
import sinon from 'sinon';
import { bookingStatus } from '../contract/api/bookings.js';
import { paymentStatus } from '../contract/api/payments.js';
import type { Database } from '../platform/database.js';
import { openDomain, type Domain } from '../test/domain.js';
import type { Caller } from './accounts/caller.js';
import { listAccounts } from './accounts/list-accounts.js';
import { listSessions } from './accounts/list-sessions.js';
import { findBooking } from './bookings/find-booking.js';
import { listBookings } from './bookings/list-bookings.js';
import { limitReached } from './bookings/booking-limits.js';
import { listBusinesses } from './businesses/list-businesses.js';
import { findLot, listLots } from './businesses/list-lots.js';
import { everybodysNumbers, readStats } from './businesses/read-stats.js';
import { readTimeline } from './events/read-timeline.js';
import { archiveNotification, archiveUpTo } from './notifications/archive-notifications.js';
import { listNotifications } from './notifications/list-notifications.js';
import { readInboxes } from './notifications/read-inboxes.js';
import { readNotifications } from './notifications/read-notifications.js';
import { listPayments } from './payments/list-payments.js';

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: PlanNode[];
}

class UndoneOnPurpose extends Error {}

interface Asked {
  text: string;
  values: unknown[];
}

/** Rows in each of the tables that grow. */
const size = 200_000;

/** Tables that nothing reads as a whole. */
const large = ['bookings', 'payments', 'notifications', 'events', 'slots', 'users', 'sessions', 'inboxes'];

/** What no page comes near, and what walking through any of these tables exceeds. */
const mostRows = 5_000;
const mostMs = 5;

/**
 * One user and one business have half of everything, the others share the rest. What is rare is the oldest: whoever walks
 * from the newest on finds it last.
 */
const fill = `
  INSERT INTO users (email, password_hash, name, role)
  SELECT n || '@example.test', 'none', 'N', CASE WHEN n <= 1000 THEN 'owner' ELSE 'user' END FROM generate_series(1, 6000) AS n;
  INSERT INTO inboxes (user_id, last_seq, unread_count) SELECT id, ${size}, 1000 FROM users;
  INSERT INTO sessions (user_id) SELECT id FROM users;
  INSERT INTO refresh_tokens (token_hash, session_id, expires_at)
  SELECT sha256(id::text::bytea), id, now() + interval '1 day' FROM sessions;
  INSERT INTO businesses (owner_id, name) SELECT id, 'B' FROM users WHERE role = 'owner';
  INSERT INTO lots (business_id, name, address, timezone, hourly_rate_amount, hourly_rate_currency)
  SELECT id, 'L', 'A', 'UTC', 1, 'EUR' FROM businesses;
  INSERT INTO slots (lot_id, code) SELECT id, 'S-' || n FROM lots, generate_series(1, 10) AS n;

  CREATE TEMP TABLE place AS
  SELECT row_number() OVER (ORDER BY s.id) AS n, s.id AS slot_id, s.lot_id, l.business_id FROM slots s JOIN lots l ON l.id = s.lot_id;
  CREATE TEMP TABLE person AS SELECT row_number() OVER (ORDER BY id) AS n, id FROM users WHERE role = 'user';
  INSERT INTO bookings (slot_id, lot_id, business_id, user_id, vehicle_plate, status, starts_at, ends_at)
  SELECT slot_id, lot_id, business_id, person.id, 'P',
         CASE WHEN k <= 20 THEN 'cancelled_by_admin' WHEN k <= 40 THEN 'cancelled_by_user' WHEN k <= 2000 THEN 'active'
              ELSE 'completed' END,
         hour, hour + interval '1 hour'
  FROM generate_series(1, ${size}) AS k
  CROSS JOIN LATERAL (SELECT now() + (CASE WHEN k <= 2000 THEN k ELSE -k END - 40.5) * interval '1 hour') AS at (hour)
  JOIN place ON place.n = CASE WHEN k % 2 = 0 THEN 1 ELSE 1 + k % 10000 END
  JOIN person ON person.n = CASE WHEN k % 2 = 0 THEN 1 ELSE 1 + k % 5000 END
  ORDER BY k;
  INSERT INTO payments (
    booking_id, business_id, user_id, method, amount, currency, period_starts_at, period_ends_at, paid_seconds, status, verified_at
  )
  SELECT id, business_id, user_id, 'cash', 1, 'EUR', starts_at, ends_at, 3600,
         CASE WHEN n <= 60 THEN (ARRAY['pending', 'rejected', 'void', 'refund_due'])[1 + n % 4] ELSE 'verified' END, ends_at
  FROM (SELECT *, row_number() OVER (ORDER BY id) AS n FROM bookings) AS numbered ORDER BY n;

  INSERT INTO notifications (user_id, seq, event_id, event, booking_id, type, title, message, data, read_at, archived_at)
  SELECT person.id, k, gen_random_uuid(), 'booking.expired', NULL, 'info', 'T', 'M', '{}',
         CASE WHEN k > 60 THEN now() END, CASE WHEN k % 2 = 0 AND k > 60 THEN now() END
  FROM generate_series(1, ${size}) AS k
  JOIN person ON person.n = CASE WHEN k % 2 = 0 THEN 1 ELSE 1 + k % 5000 END
  ORDER BY k;
  INSERT INTO events (type, booking_id, payload)
  SELECT 'booking.renewed', CASE WHEN n % 2 = 0 THEN (SELECT id FROM bookings ORDER BY id LIMIT 1) ELSE id END, '{}'
  FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM bookings) AS numbered`;

describe('The queries of lists and inboxes, with two hundred thousand rows', function () {
  this.timeout(120_000);
  let domain: Domain;
  let callers: Record<'user' | 'owner' | 'otherUser' | 'otherOwner' | 'admin', Caller>;
  let found: { booking: string; lot: string; notification: string };

  before(async () => {
    domain = await openDomain();
    const { manager } = domain.db;
    await domain.db.transaction(async (tx) => {
      for (const table of large)
        await tx.manager.query(`ALTER TABLE ${table} SET (autovacuum_enabled = off)`);
      // What the rows refer to is made along with them. What triggers would count is counted at the end.
      await tx.manager.query('SET LOCAL session_replication_role = replica');
      await tx.manager.query(fill);
    });
    await manager.query('SELECT recount_counters()');
    await manager.query(`UPDATE lots SET slot_count = 10`);
    const [row] = await domain.query<Record<string, string>>(
      `WITH person AS (SELECT row_number() OVER (ORDER BY id) AS n, id FROM users WHERE role = 'user')
       SELECT (SELECT id FROM person WHERE n = 1) AS user, (SELECT id FROM person WHERE n = 78) AS "otherUser",
              (SELECT business.owner_id FROM businesses business JOIN lots ON lots.business_id = business.id
               WHERE lots.id = lot.id) AS owner,
              (SELECT owner_id FROM businesses ORDER BY id DESC LIMIT 1) AS "otherOwner",
              (SELECT id FROM bookings ORDER BY id LIMIT 1) AS booking, lot.id AS lot,
              (SELECT id FROM notifications WHERE seq = 60) AS notification
       FROM (SELECT lot_id AS id FROM slots ORDER BY id LIMIT 1) AS lot`,
    );
    const as = (name: string, role: Caller['role']): Caller => ({
      userId: row?.[name] ?? '',
      role,
      sessionId: row?.user ?? '',
    });
    callers = {
      user: as('user', 'user'),
      otherUser: as('otherUser', 'user'),
      owner: as('owner', 'owner'),
      otherOwner: as('otherOwner', 'owner'),
      admin: as('user', 'admin'),
    };
    found = { booking: row?.booking ?? '', lot: row?.lot ?? '', notification: row?.notification ?? '' };
  });
  after(() => domain.close());

  /** All reads of the API that go through something that grows. */
  function reads(db: Database): Record<string, () => Promise<unknown>> {
    const { user, admin } = callers;
    const all: Record<string, () => Promise<unknown>> = {
      'notifications, newest': () => listNotifications(db, user, { limit: 100 }),
      'notifications, before': () => listNotifications(db, user, { limit: 100, before: size / 2 }),
      'notifications, after': () => listNotifications(db, user, { limit: 100, after: 0 }),
      'inboxes, far behind': () => readInboxes(db, [{ userId: user.userId, cursor: 0, epoch: undefined }]),
      'inboxes, a little behind': () =>
        readInboxes(
          db,
          Array.from({ length: 20 }, () => ({ userId: user.userId, cursor: size - 200, epoch: undefined })),
        ),
      'read one': () => readNotifications(db, user, { ids: [found.notification] }),
      'archive one': () => archiveNotification(db, user, found.notification),
      'read up to': () => readNotifications(db, user, { upTo: 100 }),
      'archive up to': () => archiveUpTo(db, user, 100),
      lots: () => listLots(db, { limit: 100 }),
      lot: () => findLot(db, found.lot),
      accounts: () => listAccounts(db, { limit: 100 }),
      'an account': () => listAccounts(db, { limit: 100, email: '4711@example.test' }),
      sessions: () => listSessions(db, user, { limit: 100 }),
      timeline: () => readTimeline(db, found.booking, { limit: 100 }),
      booking: () => findBooking(db, admin, found.booking),
      'limits of a user': () =>
        limitReached(db, callers.otherUser.userId, found.lot, { activePerUser: 5, newPerHour: 10_000 }),
      'numbers of everybody': () => readStats(db, everybodysNumbers),
      'numbers of an owner': () => readStats(db, callers.owner.userId),
    };
    for (const [name, caller] of Object.entries(callers)) {
      all[`businesses of ${name}`] = () => listBusinesses(db, caller, { limit: 100 });
      for (const status of [undefined, ...bookingStatus.options])
        all[`bookings of ${name}, ${status ?? 'all'}`] = () =>
          listBookings(db, caller, { limit: 100, status });
      for (const status of [undefined, ...paymentStatus.options])
        for (const order of ['newest', 'oldest'] as const)
          all[`payments of ${name}, ${status ?? 'all'}, ${order}`] = () =>
            listPayments(db, caller, { limit: 100, status, order });
    }
    return all;
  }

  /** What these reads ask PostgreSQL. Nothing stays changed. */
  async function askedBy(name: string): Promise<Asked[]> {
    const query = sinon.spy(pg.Client.prototype, 'query');
    try {
      await domain.db.transaction(async (tx) => {
        await reads(tx)[name]?.();
        throw new UndoneOnPurpose();
      });
    } catch (error) {
      if (!(error instanceof UndoneOnPurpose)) throw error;
    } finally {
      query.restore();
    }
    return query.args
      .map(([config, values]: unknown[]) =>
        typeof config === 'string'
          ? { text: config, values: (values as unknown[] | undefined) ?? [] }
          : { text: '', values: [], ...(config as Partial<Asked>) },
      )
      .filter(({ text }) => /^\s*(SELECT|UPDATE|WITH)/.test(text));
  }

  const literal = (value: unknown): string => {
    if (value === null || value === undefined) return 'NULL';
    if (Array.isArray(value)) return pg.escapeLiteral(`{${value.map(String).join()}}`);
    return pg.escapeLiteral(typeof value === 'string' ? value : JSON.stringify(value));
  };

  const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];
  const rowsOf = (node: PlanNode) =>
    (node['Actual Rows'] +
      (node['Rows Removed by Filter'] ?? 0) +
      (node['Rows Removed by Index Recheck'] ?? 0)) *
    node['Actual Loops'];

  /** Runs it as often as chance may have made it slow, and leaves nothing changed. @returns what is wrong with it. */
  async function faultsOf({ text, values }: Asked, mode: 'generic' | 'custom'): Promise<string[]> {
    return domain.db.transaction(async ({ manager }) => {
      await manager.query(`SET LOCAL plan_cache_mode = force_${mode}_plan; SET LOCAL enable_seqscan = on`);
      await manager.query(`PREPARE asked AS ${text}`);
      const call = values.length > 0 ? `asked (${values.map(literal).join()})` : 'asked';
      let faults: string[] = [];
      try {
        for (let tries = 0; tries < 5; tries++) {
          await manager.query('SAVEPOINT before');
          const [row] = await manager.query<
            { 'QUERY PLAN': [{ Plan: PlanNode; 'Execution Time': number }] }[]
          >(`EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) EXECUTE ${call}`);
          await manager.query('ROLLBACK TO SAVEPOINT before');
          const plan = row?.['QUERY PLAN'][0];
          if (!plan) throw new Error('there is no plan');
          const nodes = nodesOf(plan.Plan);
          const rows = Math.max(...nodes.map(rowsOf));
          const whole = nodes.filter(
            (node) => node['Node Type'] === 'Seq Scan' && large.includes(node['Relation Name'] ?? ''),
          );
          faults = [
            ...(plan['Execution Time'] > mostMs ? [`${plan['Execution Time']} ms`] : []),
            ...(rows > mostRows ? [`${rows} rows`] : []),
            ...whole.map((node) => `reads all ${node['Relation Name'] ?? ''}`),
          ];
          if (faults.length === 0) break;
        }
        return faults;
      } finally {
        await manager.query('DEALLOCATE asked');
      }
    });
  }

  async function check(statistics: string): Promise<void> {
    const faults: string[] = [];
    for (const name of Object.keys(reads(domain.db)))
      for (const asked of await askedBy(name))
        for (const mode of ['generic', 'custom'] as const)
          for (const fault of await faultsOf(asked, mode))
            faults.push(`${name} (${mode} plan, ${statistics}): ${fault}`);
    expect(faults).to.deep.equal([]);
  }

  it('read what they show alone while there are no statistics', () => check('no statistics'));

  it('read what they show alone once there are statistics', async () => {
    await domain.db.manager.query('ANALYZE');
    await check('statistics');
  });
});
