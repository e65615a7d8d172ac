import { expect } from 'chai';
import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { migrations } from '../../migrations/index.js';
import { emptyDatabase, type TestDatabase } from '../../test/harness/database.js';
import { databaseOfRole } from '../../test/harness/role.js';
import { TcpLink } from '../../test/harness/tcp-link.js';
import { migrate, revertAll } from './migrate.js';

class Slow1000000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE slow (id int); SELECT pg_sleep(0.7)');
  }
  down = () => Promise.resolve();
}

class Limits1000000000002 implements MigrationInterface {
  static found = '';
  async up(runner: QueryRunner): Promise<void> {
    const [row] = (await runner.query('SHOW lock_timeout')) as { lock_timeout: string }[];
    Limits1000000000002.found = row?.lock_timeout ?? '';
  }
  down = () => Promise.resolve();
}

describe('Migrations', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await emptyDatabase();
  });

  afterEach(() => database.drop());

  async function query<Row extends pg.QueryResultRow>(sql: string): Promise<Row[]> {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  it('run once although many processes start at the same time', async () => {
    const runs = await Promise.all(Array.from({ length: 4 }, () => migrate(database.url, migrations)));
    expect(runs.flat()).to.have.members(migrations.map(({ name }) => name));
  });

  it('say how long another one has been running that they have waited for, and which', async () => {
    await migrate(database.url, migrations.slice(0, -1));
    const other = new pg.Client({ connectionString: database.url });
    await other.connect();
    try {
      await other.query('BEGIN; SELECT pg_advisory_xact_lock(7275626283)');
      const { rows } = await other.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      const refused = await migrate(database.url, migrations, { waitMs: 300 }).then(() => 'migrated', String);
      expect(refused)
        .to.match(/another migration has been running for \d+ seconds/)
        .and.contain(`pg_terminate_backend(${rows[0]?.pid ?? ''})`);
      expect(await query('SELECT FROM migrations')).to.have.lengthOf(migrations.length - 1);
    } finally {
      await other.end();
    }
    expect(await migrate(database.url, migrations, { waitMs: 300 })).to.have.lengthOf(1);
  });

  it('leave nothing behind that the next one would wait for, when they are killed', async () => {
    const link = await TcpLink.to(database.url);
    const killed = migrate(link.url, [Slow1000000000001]).then(() => 'migrated', String);
    const sleeping = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'`;
    while ((await query(sleeping)).length === 0);
    await link.cut();
    expect(await killed).not.to.equal('migrated');
    // The server notices within a second, whatever the statement is doing.
    const turn = `SELECT FROM pg_locks WHERE locktype = 'advisory'
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
    while ((await query(turn)).length > 0);
    expect(await migrate(database.url, [Slow1000000000001])).to.deep.equal(['Slow1000000000001']);
  });

  it('are bound by no limit of their role, and by one on how long they hold others up', async () => {
    const role = await databaseOfRole(database);
    try {
      for (const name of ['statement_timeout', 'idle_in_transaction_session_timeout', 'transaction_timeout'])
        await role.administer(`ALTER ROLE ${role.role} SET ${name} = '500ms'`);
      // A session that is not ours to set is one of the role's.
      const options = { pooler: 'transaction' } as const;
      const limits = await migrate(role.url, [Slow1000000000001, Limits1000000000002], options);
      expect(limits).to.deep.equal(['Slow1000000000001', 'Limits1000000000002']);
      expect(Limits1000000000002.found).to.equal('1min');
    } finally {
      await role.drop();
    }
  });

  it('are undone without a trace', async () => {
    await migrate(database.url, migrations);
    await revertAll(database.url, migrations);
    const tables = await query(`SELECT table_name FROM information_schema.tables
      WHERE table_schema = 'public' AND table_name <> 'migrations'`);
    expect(tables).to.deep.equal([]);
    await migrate(database.url, migrations);
  });

  it('set right what an older release has counted as unread', async () => {
    const before = migrations.findIndex(({ name }) => name.startsWith('UnreadAndTrue'));
    await migrate(database.url, migrations.slice(0, before));
    const [user] = await query<{ id: string }>(
      `INSERT INTO users (email, password_hash, name, role) VALUES ('a@b.test', 'none', 'A', 'user') RETURNING id`,
    );
    await query(`INSERT INTO inboxes (user_id, last_seq, unread_count) VALUES ('${user?.id ?? ''}', 4, 3)`);
    await query(
      `INSERT INTO notifications (user_id, seq, event_id, event, type, title, message, data, read_at, superseded_at)
       SELECT '${user?.id ?? ''}', n, gen_random_uuid(), 'x', 'info', 'Hello', 'You', '{}',
              CASE WHEN n = 1 THEN now() END, CASE WHEN n < 4 THEN now() END FROM generate_series(1, 4) AS n`,
    );
    await migrate(database.url, migrations);
    expect(await query('SELECT unread_count AS unread FROM inboxes')).to.deep.equal([{ unread: 1 }]);
  });

  it('refuse a database of a newer release, and change nothing', async () => {
    await migrate(database.url, migrations);
    await query(
      `INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'FromTheFuture9999999999999')`,
    );
    const older = migrations.slice(0, -1);
    let reason = '';
    await migrate(database.url, older).catch((error: unknown) => {
      reason = String(error);
    });
    expect(reason).to.contain('newer ParkMate').and.contain('FromTheFuture9999999999999');
  });
});
