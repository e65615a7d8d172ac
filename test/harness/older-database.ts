import pg from 'pg';
import { migrations } from '../../migrations/index.js';
import { migrate, type MigrationClass } from '../../platform/postgres/migrate.js';
import { emptyDatabase } from './database.js';

/** Common table expressions that insert an owner with a business, a lot and a slot, on a schema of any age. */
export const placeWithSlot = `
  owner AS (
    INSERT INTO users (email, password_hash, name, role) VALUES ('a@example.test', 'none', 'A', 'owner') RETURNING id
  ),
  business AS (INSERT INTO businesses (owner_id, name) SELECT id, 'B' FROM owner RETURNING id),
  lot AS (
    INSERT INTO lots (business_id, name, address, timezone, hourly_rate_amount, hourly_rate_currency)
    SELECT id, 'L', 'S', 'UTC', 1, 'EUR' FROM business RETURNING id
  ),
  slot AS (INSERT INTO slots (lot_id, code) SELECT id, 'A-01' FROM lot RETURNING id)`;

/** A database as it was before a migration, to see what that makes of its rows. */
export interface OlderDatabase {
  query<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** Runs the migrations that are missing: all, or up to this one. */
  migrate(last?: MigrationClass): Promise<void>;
  /** Runs one migration in one direction, outside of the history. */
  run(migration: MigrationClass, direction: 'up' | 'down'): Promise<void>;
  /** Another connection, which ends with the test. */
  connect(): Promise<pg.Client>;
}

/** Opens a database that knows the migrations before this one, for the time of a test. */
export async function olderThan(
  migration: MigrationClass,
  test: (database: OlderDatabase) => Promise<void>,
): Promise<void> {
  const { url, drop } = await emptyDatabase();
  const clients: pg.Client[] = [];
  const connect = async () => {
    const client = new pg.Client({ connectionString: url });
    clients.push(client);
    await client.connect();
    return client;
  };
  const upTo = (last?: MigrationClass) =>
    last ? migrations.slice(0, migrations.indexOf(last) + 1) : migrations;
  try {
    await migrate(url, migrations.slice(0, migrations.indexOf(migration)));
    const client = await connect();
    await test({
      query: async <Row extends pg.QueryResultRow>(sql: string, values?: unknown[]) =>
        (await client.query<Row>(sql, values)).rows,
      migrate: async (last) => {
        await migrate(url, upTo(last));
      },
      // As TypeORM's query runner is used by a migration: by its query alone.
      run: (Migration, direction) =>
        new Migration()[direction]({ query: (sql: string) => client.query(sql) } as never),
      connect,
    });
  } finally {
    await Promise.all(clients.map((client) => client.end()));
    await drop();
  }
}
