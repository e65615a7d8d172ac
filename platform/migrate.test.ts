import { expect } from 'chai';
import pg from 'pg';
import { migrations } from '../migrations/index.js';
import { emptyDatabase, type TestDatabase } from '../test/database.js';
import { migrate, revertAll } from './migrate.js';

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
