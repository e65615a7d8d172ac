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
