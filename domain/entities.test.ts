import { expect } from 'chai';
import type { DataSource } from 'typeorm';
import { openDataSource } from '../platform/postgres/data-source.js';
import { emptyDatabase, freshDatabase, type TestDatabase } from '../test/harness/database.js';
import { schemaOf, type Queryable } from '../test/harness/schema.js';
import { entities } from './entities.js';

const open = (url: string) =>
  openDataSource({
    ...{ url, pooler: 'none', applicationName: 'parkmate-test', poolSize: 2, entities },
    onIdleError: () => undefined,
  });

/** Changes of a migration that nobody has told the entities of, and what of them a difference has to name. */
const forgotten: [change: string, named: string][] = [
  ['ALTER TABLE bookings ADD COLUMN forgotten integer', 'column bookings.forgotten integer'],
  ['CREATE TABLE forgotten (id uuid PRIMARY KEY)', 'relation forgotten'],
  ['CREATE VIEW forgotten AS SELECT id FROM users', 'relation forgotten'],
  ['ALTER TABLE lots DROP COLUMN address', 'column lots.address'],
  ['ALTER TABLE lots ALTER COLUMN name TYPE varchar(10)', 'column lots.name'],
  ['ALTER TABLE users ALTER COLUMN name DROP NOT NULL', 'column users.name'],
  ['ALTER TABLE sessions ALTER COLUMN revoked_at TYPE timestamptz(3)', 'column sessions.revoked_at'],
  ['ALTER TABLE inboxes ALTER COLUMN last_seq SET DEFAULT 1', 'column inboxes.last_seq'],
  ['ALTER TABLE counter_deltas ADD COLUMN forgotten text', 'column counter_deltas.forgotten'],
  ['CREATE INDEX forgotten ON slots (code)', 'index forgotten'],
  ['DROP INDEX bookings_to_begin', 'index bookings_to_begin'],
  ['DROP INDEX bookings_held', 'index bookings_held'],
  [
    `DROP INDEX bookings_due; CREATE INDEX bookings_due ON bookings (ends_at) WHERE status <> 'active'`,
    'index bookings_due',
  ],
  ['ALTER TABLE counters DROP CONSTRAINT counters_pkey', 'constraint counters_pkey'],
  ['ALTER TABLE slots DROP CONSTRAINT slots_lot_id_code_key', 'constraint slots_lot_id_code_key'],
  ['ALTER TABLE bookings DROP CONSTRAINT bookings_slot_free', 'constraint bookings_slot_free'],
  ['ALTER TABLE payments ADD CONSTRAINT forgotten CHECK (amount < 10)', 'constraint forgotten'],
  [
    `ALTER TABLE users DROP CONSTRAINT users_role_check, ADD CONSTRAINT users_role_check CHECK (role <> '')`,
    'constraint users_role_check',
  ],
  [
    `ALTER TABLE sessions DROP CONSTRAINT sessions_user_id_fkey,
       ADD CONSTRAINT sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users`,
    'constraint sessions_user_id_fkey',
  ],
];

describe('The entities', () => {
  let migrated: TestDatabase;
  let orm: DataSource;
  /** What a database has that TypeORM made of the entities alone. */
  let declared: string[];
  /** Indexes that the entities leave to the migrations, since TypeORM cannot declare them. */
  let leftAlone: string[];

  before(async () => {
    migrated = await freshDatabase();
    orm = await open(migrated.url);
    declared = await schemaByEntities();
    leftAlone = orm.entityMetadatas
      .flatMap(({ indices }) => indices)
      .filter(({ synchronize }) => !synchronize)
      .map(({ name }) => name);
  });
  after(async () => {
    await orm.destroy();
    await migrated.drop();
  });

  async function schemaByEntities(): Promise<string[]> {
    const database = await emptyDatabase();
    const orm = await open(database.url);
    try {
      await orm.query('CREATE EXTENSION btree_gist');
      const withoutKey = orm.entityMetadatas.filter(({ synchronize }) => !synchronize);
      for (const metadata of withoutKey) metadata.synchronize = true;
      await orm.synchronize();
      for (const { tableName } of withoutKey)
        await orm.query(`ALTER TABLE ${tableName} DROP CONSTRAINT ${tableName}_pkey`);
      return await schemaOf(orm);
    } finally {
      await orm.destroy();
      await database.drop();
    }
  }

  /** What this database has and the entities do not declare, or the other way round. */
  async function differencesOf(database: Queryable): Promise<string[]> {
    const actual = await schemaOf(database);
    const isOf = (name: string) => (line: string) => line.startsWith(`index ${name} `);
    const isLeftAlone = (line: string) => leftAlone.some((name) => isOf(name)(line));
    return [
      ...actual.filter((line) => !declared.includes(line) && !isLeftAlone(line)),
      ...declared.filter((line) => !actual.includes(line)),
      ...leftAlone.filter((name) => !actual.some(isOf(name))).map((name) => `index ${name} is missing`),
    ];
  }

  it('declare what the migrations make, and nothing else', async () => {
    expect(await differencesOf(orm)).to.deep.equal([]);
  });

  it('leave the schema builder nothing to do, until there is a column that none of them knows', async () => {
    const toDo = async () => {
      const { upQueries } = await orm.driver.createSchemaBuilder().log();
      return upQueries.map(({ query }) => query);
    };
    expect(await toDo()).to.deep.equal([]);
    await orm.query('ALTER TABLE slots ADD COLUMN forgotten integer');
    try {
      expect(await toDo()).to.deep.equal(['ALTER TABLE "slots" DROP COLUMN "forgotten"']);
    } finally {
      await orm.query('ALTER TABLE slots DROP COLUMN forgotten');
    }
  });

  for (const [change, named] of forgotten) {
    it(`differ after ${change.slice(0, 70)}`, async () => {
      const runner = orm.createQueryRunner();
      await runner.startTransaction();
      try {
        await runner.query(change);
        const differences = await differencesOf(runner);
        expect(differences.filter((line) => line.startsWith(named))).not.to.be.empty;
      } finally {
        await runner.rollbackTransaction();
        await runner.release();
      }
    });
  }
});
