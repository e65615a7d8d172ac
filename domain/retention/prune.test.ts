import { expect } from 'chai';
import { openDomain, type Domain } from '../../test/harness/domain.js';
import type { Caller } from '../accounts/caller.js';
import { listNotifications } from '../notifications/list-notifications.js';
import { readInboxes } from '../notifications/read-inboxes.js';
import { retentionRules } from './retention-rules.js';
import { prune, type Pruned } from './prune.js';

const retention = { notifications: 180, events: 730, connections: 30 };

interface PlanNode {
  'Actual Rows': number;
  'Rows Removed by Filter'?: number;
  Plans?: PlanNode[];
}

/** That any part of a plan has read. */
const mostRows = (node?: PlanNode): number =>
  node === undefined
    ? NaN
    : Math.max(
        node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0),
        ...(node.Plans ?? []).map(mostRows),
      );

describe('Pruning', () => {
  let domain: Domain;
  let user: Caller;

  beforeEach(async () => {
    domain = await openDomain();
    user = await domain.account('user');
  });
  afterEach(() => domain.close());

  const run = (options = {}) => prune(domain.db, { retention, withinMs: 60_000, ...options });
  const of = (pruned: Pruned[], name: string) => pruned.find((one) => one.name === name);

  /** Notifications of so many days ago in the inbox of a user, after those that are there. */
  const notified = async (days: number, marks = '', count = 1, who = user) => {
    await domain.query(
      `WITH inbox AS (
         UPDATE inboxes SET last_seq = last_seq + $3 WHERE user_id = $1 RETURNING user_id, last_seq - $3 AS before
       )
       INSERT INTO notifications (id, user_id, seq, event_id, event, type, title, message, data, read_at, archived_at)
       SELECT uuidv7(make_interval(days => -$2::int)), user_id, before + n, gen_random_uuid(), 'broadcast.sent', 'info',
              '', '', '{}', CASE WHEN $4 LIKE '%read%' THEN now() END, CASE WHEN $4 LIKE '%archived%' THEN now() END
       FROM inbox CROSS JOIN generate_series(1, $3::int) AS n`,
      [who.userId, days, count, marks],
    );
  };
  /** Events of so many days ago of which everybody was told. */
  const told = async (days: number, count = 1) => {
    await domain.query(
      `INSERT INTO events (id, type, payload)
       SELECT uuidv7(make_interval(days => -$1::int)), 'told', '{}' FROM generate_series(1, $2)`,
      [days, count],
    );
    await domain.query('TRUNCATE outbox');
  };
  const seqs = async () => {
    const rows = await domain.query<{ seq: number }>('SELECT seq FROM notifications ORDER BY user_id, seq');
    return rows.map(({ seq }) => seq);
  };
  const inboxAt = async (cursor: number) =>
    (await readInboxes(domain.db, [{ userId: user.userId, cursor, epoch: undefined }]))[0];

  it('deletes notifications that were read or archived long ago, and no others', async () => {
    await notified(181, 'read');
    await notified(181);
    await notified(181, 'read archived');
    await notified(179, 'read archived');
    expect(of(await run(), 'notifications')).to.deep.equal({ name: 'notifications', deleted: 2 });
    expect(await seqs()).to.deep.equal([2, 4]);
  });

  it('tells a client that is not as far as what was deleted to reload, and others not', async () => {
    await notified(200, 'read', 5);
    await notified(1, '', 3);
    expect(await inboxAt(0)).to.include({ recovered: true });
    await run();
    expect(await inboxAt(4)).to.deep.include({ recovered: false, missed: [] });
    expect(await inboxAt(0)).to.include({ recovered: false });
    expect((await inboxAt(5))?.missed.map(({ seq }) => seq)).to.deep.equal([6, 7, 8]);
    const after = (seq: number) => listNotifications(domain.db, user, { after: seq, limit: 20 });
    expect(await after(4)).to.include({ recovered: false });
    expect(await after(5)).to.include({ recovered: true });
    const newest = await listNotifications(domain.db, user, { limit: 20 });
    expect(newest).to.include({ recovered: true, lastSeq: 8 });
    expect(newest.items).to.have.lengthOf(3);
  });

  it('deletes events that were told long ago, and none that is still to be told', async () => {
    await domain.query(
      `INSERT INTO events (id, type, payload)
       SELECT uuidv7(make_interval(days => -days)), kind, '{}'
       FROM unnest(ARRAY[729, 731]) AS days CROSS JOIN unnest(ARRAY['told', 'waiting']) AS kind`,
    );
    await domain.query(`DELETE FROM outbox USING events WHERE event_id = id AND type = 'told'`);
    expect(of(await run(), 'events')).to.deep.equal({ name: 'events', deleted: 1 });
    expect(await domain.query(`SELECT type FROM events ORDER BY id, type`)).to.deep.equal([
      { type: 'waiting' },
      { type: 'told' },
      { type: 'waiting' },
    ]);
  });

  it('deletes keys, tokens, sessions, failures and counters that can be of no use any more', async () => {
    await domain.query(
      `WITH session AS (
         INSERT INTO sessions (user_id, created_at, last_used_at)
         SELECT $1, now() - interval '90 days', now() - make_interval(days => days) FROM unnest(ARRAY[1, 32]) AS days
         RETURNING id, last_used_at
       )
       INSERT INTO refresh_tokens (token_hash, session_id, expires_at)
       SELECT sha256(id::text::bytea), id, last_used_at + interval '30 days' FROM session`,
      [user.userId],
    );
    await domain.query(
      `INSERT INTO idempotency_keys (scope, key, fingerprint, created_at)
       SELECT 'test', age::text, '', now() - age FROM unnest(ARRAY[interval '23 hours', '25 hours']) AS age`,
    );
    await domain.query(
      `INSERT INTO login_failures (email, scope, failures, last_at)
       SELECT 'a@b.c', age::text, 1, now() - age FROM unnest(ARRAY[interval '47 hours', '49 hours']) AS age`,
    );
    await domain.query(
      `INSERT INTO removed_sessions (id, removed_at)
       SELECT gen_random_uuid(), now() - age FROM unnest(ARRAY[interval '47 hours', '49 hours']) AS age`,
    );
    await domain.query(
      `INSERT INTO counters (business_id, counter, currency, counts_until, amount)
       SELECT gen_random_uuid(), 'completed', '', now() - age, 1 FROM unnest(ARRAY[interval '47 hours', '49 hours']) AS age`,
    );
    await domain.query(
      `INSERT INTO alerts (rule, subject, severity, figure, message, cleared_at)
       SELECT 'test', age::text, 'warning', '', '', now() - age
       FROM unnest(ARRAY[interval '729 days', interval '731 days']) AS age`,
    );
    const pruned = await run();
    for (const name of [
      'alerts',
      'counters',
      'idempotency-keys',
      'refresh-tokens',
      'sessions',
      'login-failures',
      'removed-sessions',
    ])
      expect(of(pruned, name), name).to.deep.equal({ name, deleted: 1 });
    for (const table of [
      'alerts',
      'counters',
      'idempotency_keys',
      'refresh_tokens',
      'sessions',
      'login_failures',
      'removed_sessions',
    ])
      expect(await domain.query(`SELECT FROM ${table}`), table).to.have.lengthOf(1);
  });

  it('keeps for ever what is to be kept for ever', async () => {
    await notified(5_000, 'read');
    await told(5_000);
    const pruned = await run({ retention: { notifications: 0, events: 0, connections: 0 } });
    expect(pruned.map(({ name }) => name)).not.to.include.members(['notifications']);
    expect(await seqs()).to.have.lengthOf(1);
    expect(await domain.query('SELECT FROM events')).to.have.lengthOf(1);
  });

  it('takes a bounded number of rows at a time, and goes on until nothing is left', async () => {
    await domain.db.manager.query(`
      CREATE TABLE batches (rows int);
      CREATE FUNCTION note_batch() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN INSERT INTO batches SELECT count(*) FROM removed; RETURN NULL; END $$;
      CREATE TRIGGER note AFTER DELETE ON notifications REFERENCING OLD TABLE AS removed
        FOR EACH STATEMENT EXECUTE FUNCTION note_batch()`);
    await notified(200, 'read', 5_000);
    expect(of(await run(), 'notifications')).to.deep.equal({ name: 'notifications', deleted: 5_000 });
    const batches = await domain.query<{ rows: number }>('SELECT rows FROM batches');
    expect(Math.max(...batches.map(({ rows }) => rows))).to.be.within(1, 10_000);
    expect(batches.length).to.be.above(1);
  });

  it('stops when its time is up or the worker stops, says so, and goes on the next time', async () => {
    await notified(200, 'read', 5_000);
    const first = of(await run({ withinMs: 0 }), 'notifications');
    expect(first?.unfinished).to.contain('more than fits');
    expect(first?.deleted).to.be.within(1, 4_999);
    expect(of(await run({ signal: AbortSignal.abort() }), 'notifications')?.unfinished).to.contain('stops');
    await run();
    expect(await seqs()).to.deep.equal([]);
  });

  it('leaves an inbox that somebody holds to the next time, and waits for nobody', async () => {
    const other = await domain.account('user');
    await notified(200, 'read');
    await notified(200, 'read', 1, other);
    await domain.db.transaction(async (tx) => {
      await tx.manager.query('SELECT FROM inboxes WHERE user_id = $1 FOR UPDATE', [user.userId]);
      expect(of(await run(), 'notifications')).to.deep.equal({ name: 'notifications', deleted: 1 });
    });
    expect(of(await run(), 'notifications')).to.deep.equal({ name: 'notifications', deleted: 1 });
  });

  it('takes fewer at a time where they take long, and lets no kind keep the others', async function () {
    this.timeout(30_000);
    await domain.db.manager.query(`
      CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.001); RETURN OLD; END $$;
      CREATE TRIGGER dawdle BEFORE DELETE ON notifications FOR EACH ROW EXECUTE FUNCTION dawdle();
      ALTER TABLE login_failures RENAME TO gone`);
    await notified(200, 'read', 700);
    await told(800);
    const pruned = await run({ statementMs: 700 });
    expect(of(pruned, 'login-failures')?.unfinished).to.contain('login_failures');
    expect(of(pruned, 'notifications')).to.deep.equal({ name: 'notifications', deleted: 700 });
    expect(of(pruned, 'events')).to.deep.equal({ name: 'events', deleted: 1 });
  });

  it('finds what is old without reading what is not', async () => {
    await notified(1, 'read', 20_000);
    await notified(1, '', 20_000);
    await told(0, 20_000);
    await domain.query('ANALYZE');
    for (const { name, remove } of retentionRules) {
      const plan = await domain.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
        `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${remove.text}`,
        [100, 2_000],
      );
      expect(mostRows(plan[0]?.['QUERY PLAN'][0].Plan), name).to.be.below(10);
    }
  });
});
