import { expect } from 'chai';
import { silentLog } from '../../test/harness/domain.js';
import { emptyDatabase, type TestDatabase } from '../../test/harness/database.js';
import { Database } from './database.js';
import { statement } from './statement.js';

const create = statement('test-create', 'CREATE TABLE counters (id int PRIMARY KEY, n int NOT NULL)');
const fill = statement('test-fill', 'INSERT INTO counters VALUES (1, 0), (2, 0)');
const add = statement('test-add', 'UPDATE counters SET n = n + 1 WHERE id = $1 RETURNING n');
const sum = statement('test-sum', 'SELECT sum(n)::int AS n FROM counters');
const both = statement(
  'test-both',
  `UPDATE counters SET n = counters.n + 1
   FROM (SELECT id FROM counters ORDER BY id * $1::int FOR UPDATE) AS held WHERE held.id = counters.id`,
);
const all = statement('test-all', 'SELECT * FROM counters ORDER BY id');
const widen = statement('test-widen', 'ALTER TABLE counters ADD COLUMN note text');
const serializable = statement('test-isolation', 'SET TRANSACTION ISOLATION LEVEL SERIALIZABLE');

describe('Work that PostgreSQL undoes for the sake of somebody else’s', () => {
  let database: TestDatabase;
  let db: Database;
  beforeEach(async () => {
    database = await emptyDatabase();
    db = await Database.connect({
      url: database.url,
      applicationName: 'parkmate-test',
      poolSize: 6,
      entities: [],
      log: silentLog,
    });
    await db.query(create);
    await db.query(fill);
  });
  afterEach(async () => {
    await db.close();
    await database.drop();
  });

  const total = async () => (await db.query<{ n: number }>(sum))[0]?.n;

  /** Resolves for each who calls when both have. */
  const meeting = () => {
    let come = 0;
    let open: () => void = () => undefined;
    const met = new Promise<void>((resolve) => (open = resolve));
    return () => {
      if (++come === 2) open();
      return met;
    };
  };

  it('is done again as a whole after a deadlock, and announced once', async () => {
    const announced: string[] = [];
    db.onAnnounce((ids) => announced.push(...ids));
    const meet = meeting();
    let runs = 0;
    const crosswise = (first: number, second: number) =>
      db.transaction(async (tx) => {
        runs++;
        await tx.query(add, [first]);
        tx.announce([`${first}`]);
        await meet();
        await tx.query(add, [second]);
      });
    await Promise.all([crosswise(1, 2), crosswise(2, 1)]);
    expect(runs).to.equal(3);
    expect(await total()).to.equal(4);
    expect(announced.sort()).to.deep.equal(['1', '2']);
  }).timeout(20_000);

  it('is done again after a serialization failure, also one of the commit', async () => {
    const meet = meeting();
    let runs = 0;
    const skewed = (id: number) =>
      db.transaction(async (tx) => {
        runs++;
        await tx.query(serializable);
        await tx.query(sum);
        await meet();
        await tx.query(add, [id]);
      });
    await Promise.all([skewed(1), skewed(2)]);
    expect(runs).to.equal(3);
    expect(await total()).to.equal(2);
  });

  it('is given up after a few times, and not begun again for any other reason', async () => {
    const code = async (sqlState: string) => {
      let runs = 0;
      const failing = db.transaction(async (tx) => {
        runs++;
        await tx.query(
          statement(`test-raise-${sqlState}`, `DO $$ BEGIN RAISE 'no' USING ERRCODE = '${sqlState}'; END $$`),
        );
      });
      expect(await failing.then(() => '', String)).to.contain('no');
      return runs;
    };
    expect(await code('40P01')).to.equal(4);
    expect(await code('40001')).to.equal(4);
    expect(await code('23505')).to.equal(1);
    expect(await code('57014')).to.equal(1);
  });

  it('is undone with the transaction around it, which is begun again', async () => {
    let outer = 0;
    let inner = 0;
    await db.transaction(async (tx) => {
      outer++;
      await tx.transaction(async (nested) => {
        inner++;
        await nested.query(add, [1]);
        if (outer === 1)
          await nested.query(
            statement('test-raise', `DO $$ BEGIN RAISE 'no' USING ERRCODE = '40001'; END $$`),
          );
      });
    });
    expect([outer, inner]).to.deep.equal([2, 2]);
    expect(await total()).to.equal(1);
  });

  it('is done again where it is one statement, or several that are sent together', async () => {
    const rounds = 10;
    const many = (run: (direction: number) => Promise<unknown>) =>
      Promise.all(Array.from({ length: rounds }, (_, n) => run(n % 2 === 0 ? 1 : -1)));
    await many((direction) => db.query(both, [direction]));
    await many((direction) => db.queryTogether([[both, [direction]]]));
    expect(await total()).to.equal(4 * rounds);
  }).timeout(60_000);

  it('is done again on new connections when a migration has changed what it gives', async () => {
    // As many connections as there are know the old plan.
    const everywhere = () => Promise.all(Array.from({ length: 6 }, () => db.query(all)));
    await everywhere();
    await db.query(widen);
    for (const rows of await everywhere()) expect(rows[0]).to.deep.equal({ id: 1, n: 0, note: null });
    await db.transaction((tx) => tx.query(all));
    expect(await db.queryTogether([[all, []]])).to.have.lengthOf(2);
  });
});
