import { expect } from 'chai';
import { setImmediate as nextTurn } from 'node:timers/promises';
import sinon from 'sinon';
import { silentLog } from '../../test/harness/domain.js';
import { emptyDatabase, type TestDatabase } from '../../test/harness/database.js';
import { TcpLink } from '../../test/harness/tcp-link.js';
import { Database } from './database.js';
import { statement } from './statement.js';

const create = statement('test-create', 'CREATE TABLE notes (id int PRIMARY KEY)');
const insert = statement('test-insert', 'INSERT INTO notes (id) VALUES ($1)');
const count = statement('test-count', 'SELECT count(*)::int AS count FROM notes');
const ownPid = statement('test-pid', 'SELECT pg_backend_pid() AS pid');
const terminate = statement('test-terminate', 'SELECT pg_terminate_backend(pg_backend_pid())');

const connect = (url: string) =>
  Database.connect({ url, applicationName: 'parkmate-test', poolSize: 1, entities: [], log: silentLog });

describe('Statements that are sent together', () => {
  let database: TestDatabase;
  let db: Database;

  beforeEach(async () => {
    database = await emptyDatabase();
    db = await connect(database.url);
    await db.query(create);
  });
  afterEach(async () => {
    await db.close();
    await database.drop();
  });

  const counted = async () => (await db.query<{ count: number }>(count))[0]?.count;

  it('see each other’s effects and give the rows of the last one', async () => {
    const rows = await db.queryTogether([
      [insert, [1]],
      [insert, [2]],
      [count, []],
    ]);
    expect(rows).to.deep.equal([{ count: 2 }]);
    expect(await counted()).to.equal(2);
  });

  it('have all of their effects or none, and say which error it was', async () => {
    const failing = db.queryTogether([
      [insert, [1]],
      [insert, [1]],
      [insert, [2]],
    ]);
    expect(await failing.catch(String)).to.contain('duplicate key');
    expect(await counted()).to.equal(0);
  });

  it('belong to the transaction that they are sent in', async () => {
    const failing = db.transaction(async (tx) => {
      await tx.queryTogether([
        [insert, [1]],
        [insert, [2]],
      ]);
      throw new Error('never mind');
    });
    expect(await failing.catch(String)).to.contain('never mind');
    expect(await counted()).to.equal(0);
  });

  it('fail with the connection, which is replaced', async () => {
    const [before] = await db.query<{ pid: number }>(ownPid);
    const failing = db.queryTogether([
      [insert, [1]],
      [terminate, []],
      [insert, [2]],
    ]);
    // Which of them depends on whether the server's last word is read before its end is noticed.
    expect(await failing.catch(String)).to.match(/terminating connection|EPIPE|ECONNRESET/);
    const [after] = await db.query<{ pid: number }>(ownPid);
    expect(after?.pid).not.to.equal(before?.pid);
    expect(await counted()).to.equal(0);
  });
});

/** What asks the server for something, and how. */
const askers: Record<string, (db: Database) => Promise<{ pid: number }[]>> = {
  'a statement': (db) => db.query(ownPid),
  TypeORM: ({ manager }) => manager.query(ownPid.text),
};

for (const [asker, ask] of Object.entries(askers)) {
  describe(`A server that falls silent for ${asker}`, () => {
    let database: TestDatabase;
    let link: TcpLink;
    let db: Database;

    beforeEach(async () => {
      database = await emptyDatabase();
      link = await TcpLink.to(database.url);
      db = await connect(link.url);
    });
    afterEach(async () => {
      sinon.restore();
      await db.close();
      await link.cut();
      await database.drop();
    });

    it('is waited for no longer than twenty seconds, said to be away, and asked again by a new connection', async () => {
      const warn = sinon.spy(silentLog, 'warn');
      const [before] = await ask(db);
      const time = sinon.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      link.freeze();
      const failing = ask(db).catch(String);
      await nextTurn();
      time.tick(20_000);
      time.restore();
      expect(await failing).to.contain('timeout');
      expect(warn.args.flat().map(String)).to.include('the database is unavailable');
      link.thaw();
      const [after] = await ask(db);
      expect(after?.pid).not.to.equal(before?.pid);
    });
  });
}
