import { expect } from 'chai';
import pg from 'pg';
import { migrate } from '../platform/migrate.js';
import { emptyDatabase, type TestDatabase } from '../test/database.js';
import { CheapLots1763700000020 } from './1763700000020-cheap-lots.js';
import { migrations } from './index.js';

describe('The migration to cheap lots', () => {
  let database: TestDatabase;
  let client: pg.Client;

  beforeEach(async () => {
    database = await emptyDatabase();
    await migrate(
      database.url,
      migrations.filter((migration) => migration !== CheapLots1763700000020),
    );
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query(`
        WITH owner AS (
          INSERT INTO users (email, password_hash, name, role) VALUES ('a@example.test', 'none', 'A', 'owner') RETURNING id
        ),
        business AS (INSERT INTO businesses (owner_id, name) SELECT id, 'B' FROM owner RETURNING id),
        lot AS (
          INSERT INTO lots (business_id, name, address, timezone, hourly_rate_amount, hourly_rate_currency)
          SELECT id, n::text, 'S', 'UTC', 1, 'EUR' FROM business, generate_series(0, 3) AS n RETURNING id, name
        )
        INSERT INTO slots (lot_id, code) SELECT id, n::text FROM lot, generate_series(1, lot.name::int) AS n`);
  });
  afterEach(async () => {
    await client.end();
    await database.drop();
  });

  const counts = async () => {
    const { rows } = await client.query<{ slot_count: number }>('SELECT slot_count FROM lots ORDER BY name');
    return rows.map(({ slot_count }) => slot_count);
  };

  it('counts the slots that there are, those of lots without any too', async () => {
    await migrate(database.url, migrations);
    expect(await counts()).to.deep.equal([0, 1, 2, 3]);
  });

  it('waits for whoever is just adding some, and counts these too', async () => {
    const other = new pg.Client({ connectionString: database.url });
    await other.connect();
    const waitFor = async (howMany: number) => {
      const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      while ((await other.query(waiting)).rowCount !== howMany);
    };
    try {
      await other.query('SELECT pg_advisory_lock(1)');
      const { rows } = await client.query<{ id: string }>(`SELECT id FROM lots WHERE name = '0'`);
      // In the middle of its statement it holds a lock on the slots, and none on the lots yet.
      const adding = client.query(
        `INSERT INTO slots (lot_id, code)
         SELECT $1, 'new' FROM (SELECT pg_advisory_lock(1) OFFSET 0) AS until_it_is_released`,
        [rows[0]?.id],
      );
      await waitFor(1);
      const migrating = migrate(database.url, migrations);
      await waitFor(2);
      await other.query('SELECT pg_advisory_unlock(1)');
      await Promise.all([adding, migrating]);
      expect(await counts()).to.deep.equal([1, 1, 2, 3]);
    } finally {
      await other.end();
    }
  });
});
