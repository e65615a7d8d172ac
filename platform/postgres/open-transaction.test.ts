import { expect } from 'chai';
import { emptyDatabase, type TestDatabase } from '../../test/harness/database.js';
import { silentLog } from '../../test/harness/domain.js';
import { Database } from './database.js';
import { statement } from './statement.js';

const create = statement('test-create', 'CREATE TABLE notes (id int PRIMARY KEY)');
const insert = statement('test-insert', 'INSERT INTO notes (id) VALUES ($1)');
const all = statement('test-all', 'SELECT id FROM notes ORDER BY id');
const terminate = statement('test-terminate', 'SELECT pg_terminate_backend(pg_backend_pid())');
const pid = statement('test-pid', 'SELECT pg_backend_pid() AS pid');

describe('A transaction', () => {
  let database: TestDatabase;
  let db: Database;

  beforeEach(async () => {
    database = await emptyDatabase();
    const options = { applicationName: 'parkmate-test', poolSize: 1, entities: [], log: silentLog };
    db = await Database.connect({ url: database.url, ...options });
    await db.query(create);
  });
  afterEach(async () => {
    await db.close();
    await database.drop();
  });

  const ids = async () => (await db.query<{ id: number }>(all)).map(({ id }) => id);

  it('commits what was asked for at its end, after everything else', async () => {
    await db.transaction(async (tx) => {
      tx.atCommit(insert, [2]);
      expect(await tx.query(all)).to.deep.equal([]);
      await tx.query(insert, [1]);
    });
    expect(await ids()).to.deep.equal([1, 2]);
  });

  it('commits nothing when what was asked for at its end fails, and says which error it was', async () => {
    const announced: string[][] = [];
    db.onAnnounce((given) => announced.push(given));
    const failing = db.transaction(async (tx) => {
      tx.atCommit(insert, [1]);
      await tx.query(insert, [1]);
      tx.announce(['event']);
    });
    expect(await failing.catch(String)).to.contain('duplicate key');
    expect(await ids()).to.deep.equal([]);
    expect(announced).to.deep.equal([]);
  });

  it('does not pass for committed when an error in it was caught', async () => {
    const failing = db.transaction(async (tx) => {
      await tx.query(insert, [1]);
      await tx.query(insert, [1]).catch(() => undefined);
    });
    expect(await failing.catch(String)).to.contain('rolled back');
    expect(await ids()).to.deep.equal([]);
  });

  it('undoes one that is nested in it alone, with what that had asked for at the end', async () => {
    await db.transaction(async (tx) => {
      await tx.query(insert, [1]);
      const nested = tx.transaction(async (inner) => {
        inner.atCommit(insert, [2]);
        await inner.query(insert, [3]);
        await inner.query(insert, [3]);
      });
      expect(await nested.catch(String)).to.contain('duplicate key');
      await tx.transaction((inner) => inner.query(insert, [4]));
    });
    expect(await ids()).to.deep.equal([1, 4]);
  });

  it('is that of TypeORM too', async () => {
    const failing = db.transaction(async (tx) => {
      const [own] = await tx.query<{ pid: number }>(pid);
      const [orms] = await tx.manager.query<{ pid: number }[]>(pid.text);
      expect(orms).to.deep.equal(own);
      await tx.manager.query('INSERT INTO notes (id) VALUES (1)');
      throw new Error('never mind');
    });
    expect(await failing.catch(String)).to.contain('never mind');
    expect(await ids()).to.deep.equal([]);
  });

  it('gives its connection back whatever happens, and takes another for a broken one', async () => {
    for (let n = 0; n < 5; n++)
      await db.transaction(() => Promise.reject(new Error('no'))).catch(() => undefined);
    const [before] = await db.query<{ pid: number }>(pid);
    const broken = db.transaction(async (tx) => {
      await tx.query(insert, [1]);
      await tx.query(terminate);
    });
    expect(await broken.catch(String)).to.match(/terminating connection|EPIPE|ECONNRESET/);
    await db.transaction(async (tx) => {
      expect((await tx.query<{ pid: number }>(pid))[0]?.pid).not.to.equal(before?.pid);
    });
    expect(await ids()).to.deep.equal([]);
  });
});
