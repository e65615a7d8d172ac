import { expect } from 'chai';
import { emptyDatabase, type TestDatabase } from '../../test/harness/database.js';
import { silentLog } from '../../test/harness/domain.js';
import { Database, type Batch } from './database.js';
import { databaseErrorCode } from './errors.js';
import { statement } from './statement.js';

const create = statement(
  'test-create',
  'CREATE TABLE notes (id int PRIMARY KEY, written_in xid8, told text)',
);
const insert = statement('test-insert', 'INSERT INTO notes VALUES ($1, pg_current_xact_id())');
const all = statement('test-all', 'SELECT id, written_in AS tx, told FROM notes ORDER BY id');
const insertRows = statement(
  'test-insert-rows',
  `INSERT INTO notes SELECT id, pg_current_xact_id(), told FROM unnest($1::int[], $2::text[]) AS row (id, told)`,
);
const hold = statement('test-hold', 'SELECT FROM notes WHERE id = $1 FOR UPDATE');
const terminate = statement('test-terminate', 'SELECT pg_terminate_backend(pg_backend_pid())');

describe('A transaction that several share', () => {
  let database: TestDatabase;
  let db: Database;
  let announced: string[][];
  /** How often each member's work was begun. */
  let begun: Map<number, number>;

  beforeEach(async () => {
    database = await emptyDatabase();
    const options = { applicationName: 'parkmate-test', poolSize: 5, entities: [], log: silentLog };
    db = await Database.connect({ url: database.url, ...options });
    await db.query(create);
    announced = [];
    begun = new Map();
    db.onAnnounce((ids) => announced.push(ids));
  });
  afterEach(async () => {
    await db.close();
    await database.drop();
  });

  type Work = (db: Database) => Promise<unknown>;

  /** All in one turn. */
  const together = async (works: Work[]) => {
    const members = works.map((work, n) =>
      db.together((tx) => {
        begun.set(n, (begun.get(n) ?? 0) + 1);
        return work(tx);
      }),
    );
    const results = await Promise.allSettled(members);
    return results.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)));
  };
  const write =
    (id: number): Work =>
    async (tx) => {
      await tx.query(insert, [id]);
      tx.announce([`note ${id}`]);
      return id;
    };
  const written = () => db.query<{ id: number; tx: string; told: string | null }>(all);
  const transactionsOf = async () => new Set((await written()).map(({ tx }) => tx)).size;
  const timesBegun = () => [...begun.values()];

  it('is committed once for all of them, and then announces what they did', async () => {
    expect(await together([1, 2, 3].map(write))).to.deep.equal([1, 2, 3]);
    expect(await transactionsOf()).to.equal(1);
    expect(timesBegun()).to.deep.equal([1, 1, 1]);
    expect(announced).to.deep.equal([['note 1', 'note 2', 'note 3']]);
  });

  it('is nobody’s who comes alone', async () => {
    const wasShared = await db.together((tx) => Promise.resolve(tx.isShared));
    expect(wasShared).to.equal(false);
    expect(
      await db.together(
        () => Promise.resolve('in it'),
        () => Promise.resolve('alone'),
      ),
    ).to.equal('alone');
  });

  it('is left by who asks to be alone, and shared by the others', async () => {
    const leaving: Work = async (tx) => {
      tx.leaveGroup();
      return write(2)(tx);
    };
    expect(await together([write(1), leaving, write(3)])).to.deep.equal([1, 2, 3]);
    expect(timesBegun()).to.deep.equal([1, 2, 1]);
    expect(await transactionsOf()).to.equal(2);
  });

  it('is left by who fails before any effect, with the error that it has alone', async () => {
    const failing: Work = (tx) => Promise.reject(new Error(tx.isShared ? 'together' : 'alone'));
    expect(await together([write(1), failing, write(3)])).to.deep.equal([1, 'Error: alone', 3]);
    expect(await transactionsOf()).to.equal(1);
  });

  for (const [what, effect] of Object.entries<Work>({
    'a statement': (tx) => tx.query(insert, [2]),
    'statements that are sent together': (tx) => tx.queryTogether([[insert, [2]]]),
    'a statement of TypeORM': (tx) => tx.manager.query('INSERT INTO notes VALUES (2)'),
    'something for the commit': async (tx) => {
      tx.atCommit(insert, [2]);
      await Promise.resolve();
    },
    'an event': async (tx) => {
      tx.announce(['note 2']);
      await Promise.resolve();
    },
  })) {
    it(`is undone with all when one fails after ${what}, and each does it again alone`, async () => {
      const failing: Work = async (tx) => {
        await effect(tx);
        throw new Error('never mind');
      };
      expect(await together([write(1), failing, write(3)])).to.deep.equal([1, 'Error: never mind', 3]);
      expect((await written()).map(({ id }) => id)).to.deep.equal([1, 3]);
      expect(await transactionsOf()).to.equal(2);
      expect(announced.flat().sort()).to.deep.equal(['note 1', 'note 3']);
    });
  }

  it('is undone by an error of PostgreSQL, of which the one alone hears who has caused it', async () => {
    await db.query(insert, [2]);
    const [one, two, three] = await together([write(1), write(2), write(3)]);
    expect([one, three]).to.deep.equal([1, 3]);
    expect(two).to.contain('duplicate key');
    expect(announced.flat().sort()).to.deep.equal(['note 1', 'note 3']);
  });

  it('does not pass for committed when a member has caught the error that undid it', async () => {
    const careless: Work = async (tx) => {
      await tx.query(insert, [2]).catch(() => undefined);
      return 'fine';
    };
    await db.query(insert, [2]);
    const [one, two] = await together([write(1), careless]);
    expect(one).to.equal(1);
    expect(two).to.contain('rolled back');
    expect((await written()).map(({ id }) => id)).to.deep.equal([1, 2]);
  });

  it('waits for nobody’s lock for long: whoever needs it waits alone', async () => {
    await db.query(insert, [5]);
    let others: unknown[] = [];
    let waiting: Promise<unknown> = Promise.resolve();
    await db.transaction(async (tx) => {
      await tx.query(hold, [5]);
      const needing: Work = (tx) => tx.query(hold, [5]).then(() => 'had it');
      const members = together([needing, write(1), write(2)]);
      while (timesBegun()[1] !== 2 || (await written()).length < 3) await new Promise(setImmediate);
      others = (await written()).map(({ id }) => id);
      waiting = members;
    });
    expect(others).to.deep.equal([1, 2, 5]);
    expect(await waiting).to.deep.equal(['had it', 1, 2]);
  });

  it('is not done again when nobody knows whether it was committed', async () => {
    const breaking: Work = (tx) => tx.query(terminate);
    const results = await together([write(1), breaking, write(3)]);
    for (const result of results) expect(result).to.match(/terminating connection|EPIPE|ECONNRESET/);
    expect(timesBegun()).to.deep.equal([1, 1, 1]);
    expect(announced).to.deep.equal([]);
  });

  it('has no savepoints, which would be each other’s', async () => {
    const nested = (id: number): Work => {
      return (tx) => tx.transaction(write(id));
    };
    expect(await together([nested(1), nested(2), nested(3)])).to.deep.equal([1, 2, 3]);
    expect(await transactionsOf()).to.equal(1);
  });

  it('does what they ask for in one turn in one go, with an answer for each', async () => {
    const asked: (readonly number[])[] = [];
    const double: Batch<number, number> = (_db, asks) => {
      asked.push(asks);
      return Promise.resolve(asks.map((ask) => (ask === 2 ? undefined : ask * 2)));
    };
    const asking = (n: number): Work => {
      return (tx) => tx.share(double, n);
    };
    expect(await together([1, 2, 3].map(asking))).to.deep.equal([2, undefined, 6]);
    expect(asked).to.deep.equal([[1, 2, 3]]);
    expect(await db.share(double, 4)).to.equal(8);
  });

  it('counts what is done in one go as nobody’s effect', async () => {
    const writing: Batch<number, number> = async (db, asks) => {
      for (const ask of asks) await db.query(insert, [ask]);
      return [...asks];
    };
    const leaving: Work = async (tx) => {
      if (tx.isShared) await tx.share(writing, 2);
      tx.leaveGroup();
      return 'alone';
    };
    expect(await together([write(1), leaving])).to.deep.equal([1, 'alone']);
    expect(timesBegun()).to.deep.equal([1, 2]);
  });

  it('takes rows for the commit in one statement, with those of each', async () => {
    const keeping = (id: number): Work => {
      return async (tx) => {
        tx.rowAtCommit(insertRows, [id, `told ${id}`]);
        await Promise.resolve();
      };
    };
    await together([1, 2].map(keeping));
    expect((await written()).map(({ id, told }) => [id, told])).to.deep.equal([
      [1, 'told 1'],
      [2, 'told 2'],
    ]);
    expect(await transactionsOf()).to.equal(1);
    await db.transaction((tx) => keeping(3)(tx));
    expect((await written()).at(-1)).to.have.property('told', 'told 3');
  });

  it('is undone by an error in a row for the commit, and done again by each alone', async () => {
    await db.query(insert, [2]);
    const keeping = (id: number): Work => {
      return async (tx) => {
        tx.rowAtCommit(insertRows, [id, 'told']);
        await Promise.resolve();
        return id;
      };
    };
    const results = await together([keeping(1), keeping(2), keeping(3)]);
    expect(results[1]).to.contain('duplicate key');
    expect([results[0], results[2]]).to.deep.equal([1, 3]);
    expect(databaseErrorCode(await db.query(insert, [1]).catch((error: unknown) => error))).to.equal('23505');
  });
});
