import { expect } from 'chai';
import pg from 'pg';
import { migrate } from '../platform/migrate.js';
import { emptyDatabase } from '../test/database.js';
import { CheapLots1763700000020 } from './1763700000020-cheap-lots.js';
import { migrations } from './index.js';

describe('The migration to cheap lots', () => {
  it('counts the slots that there are, those of lots without any too', async () => {
    const database = await emptyDatabase();
    const client = new pg.Client({ connectionString: database.url });
    try {
      await migrate(
        database.url,
        migrations.filter((migration) => migration !== CheapLots1763700000020),
      );
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
      await migrate(database.url, migrations);
      const { rows } = await client.query('SELECT name, slot_count FROM lots ORDER BY name');
      expect(rows).to.deep.equal([0, 1, 2, 3].map((n) => ({ name: String(n), slot_count: n })));
    } finally {
      await client.end();
      await database.drop();
    }
  });
});
