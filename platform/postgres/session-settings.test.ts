import { expect } from 'chai';
import { silentLog } from '../../test/harness/domain.js';
import { emptyDatabase, type TestDatabase } from '../../test/harness/database.js';
import { databaseOfRole, type RoleDatabase } from '../../test/harness/role.js';
import { register } from '../../domain/accounts/register.js';
import { Database } from './database.js';
import type { DatabasePooler } from './pooler.js';
import { statement } from './statement.js';
import { hereMs } from '../../dev/tests/machine.js';

const connect = (url: string, pooler: DatabasePooler = 'none', poolSize = 4) =>
  Database.connect({ url, pooler, applicationName: 'parkmate-test', poolSize, entities: [], log: silentLog });

/** What a role may bring along, and each of which would break something. */
const foreign = {
  DateStyle: 'German',
  IntervalStyle: 'sql_standard',
  TimeZone: 'Asia/Kathmandu',
  client_encoding: 'LATIN1',
  bytea_output: 'escape',
  extra_float_digits: '-10',
  standard_conforming_strings: 'off',
  array_nulls: 'off',
  transform_null_equals: 'on',
  default_transaction_isolation: 'serializable',
  default_transaction_deferrable: 'on',
  statement_timeout: `${hereMs(60)}ms`,
  lock_timeout: `${hereMs(60)}ms`,
  idle_in_transaction_session_timeout: `${hereMs(60)}ms`,
  idle_session_timeout: `${hereMs(60)}ms`,
  transaction_timeout: `${hereMs(60)}ms`,
  plan_cache_mode: 'force_generic_plan',
  synchronous_commit: 'off',
};

const values = statement(
  'test-values',
  String.raw`SELECT '2026-02-01T23:30:00.123Z'::timestamptz AS at, 'Zoë 😀 \n' AS text, '\xff00'::bytea AS bytes,
    ARRAY[NULL, 'a'] AS list, 0.1::float8 + 0.2 AS sum, $1::text[] AS given, $2::bytea AS sent, $3::timestamptz AS then,
    (NULL = NULL) AS same, current_setting('synchronous_commit') AS durable, pg_sleep(${hereMs(100) / 1_000})`,
);

describe('Settings that a role or database brings along', () => {
  let database: RoleDatabase;
  beforeEach(async () => {
    database = await databaseOfRole();
  });
  afterEach(() => database.drop());

  const bring = async (settings: Record<string, string>, whose: 'role' | 'database') => {
    const { administer, role, name } = database;
    const target = whose === 'role' ? `ROLE ${role}` : `DATABASE ${name}`;
    for (const [setting, value] of Object.entries(settings))
      await administer(`ALTER ${target} SET ${setting} = '${value}'`);
  };

  for (const whose of ['role', 'database'] as const) {
    it(`change nothing of what is read and written: of the ${whose}`, async () => {
      await bring(foreign, whose);
      const db = await connect(database.url);
      try {
        const at = new Date('2026-02-01T23:30:00.123Z');
        const given = [null, 'Zoë 😀', 'NULL'];
        const [row] = await db.query(values, [given, Buffer.from([0, 255, 92]), at]);
        expect(row).to.deep.include({ at, then: at, text: 'Zoë 😀 \\n', list: [null, 'a'], given });
        expect(row).to.deep.include({ sum: 0.1 + 0.2, same: null, durable: 'on' });
        expect(row?.bytes).to.deep.equal(Buffer.from([255, 0]));
        expect(row?.sent).to.deep.equal(Buffer.from([0, 255, 92]));
      } finally {
        await db.close();
      }
    });
  }

  it('fail nobody when many register at once, though the role is serializable', async () => {
    await bring(foreign, 'role');
    const db = await connect(database.url, 'none', 10);
    try {
      const people = Array.from({ length: 12 }, (_, n) => ({ email: `p${n}@example.test`, name: 'P' }));
      await Promise.all(
        people.map((person) => register(db, { ...person, passwordHash: 'none', role: 'user' })),
      );
    } finally {
      await db.close();
    }
  });

  it('are named at boot, with what to run, where a pooler keeps us from setting them', async () => {
    const harmful = {
      DateStyle: 'German',
      standard_conforming_strings: 'off',
      array_nulls: 'off',
      transform_null_equals: 'on',
      default_transaction_isolation: 'serializable',
    };
    for (const [setting, value] of Object.entries(harmful)) {
      await bring({ [setting]: value }, 'role');
      const refused = await connect(database.url, 'transaction').then(() => 'connected', String);
      expect(refused, setting).to.contain(`${setting} is '`).and.contain(`ALTER ROLE … SET ${setting} = '`);
      await database.administer(`ALTER ROLE ${database.role} RESET ALL`);
    }
    await (await connect(database.url, 'transaction')).close();
  });
});

describe('A database whose encoding cannot hold all text', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await emptyDatabase({ encoding: 'LATIN1' });
  });
  afterEach(() => database.drop());

  it('is refused at boot', async () => {
    expect(await connect(database.url).catch(String))
      .to.contain('LATIN1')
      .and.contain("ENCODING 'UTF8'");
  });
});
