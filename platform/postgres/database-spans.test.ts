import { AsyncLocalStorage } from 'node:async_hooks';
import { expect } from 'chai';
import { emptyDatabase, type TestDatabase } from '../../test/harness/database.js';
import { silentLog } from '../../test/harness/domain.js';
import { useTracing, type SpanStart, type Tracing } from '../observability/tracing.js';
import { Database } from './database.js';
import { statement } from './statement.js';

const add = statement('add-numbers', 'SELECT $1::int + $2::int AS sum');
const fail = statement('divide', 'SELECT 1 / $1::int');

describe('The spans of a database', () => {
  let database: TestDatabase;
  let db: Database;
  let spans: { name: string; attributes: SpanStart['attributes'] }[];
  const trace = new AsyncLocalStorage<string>();

  before(async () => {
    database = await emptyDatabase();
    const options = { applicationName: 'parkmate-test', poolSize: 5, entities: [], log: silentLog };
    db = await Database.connect({ url: database.url, ...options });
  });
  beforeEach(() => {
    spans = [];
    useTracing({
      span: (name, { attributes }, work) => {
        spans.push({ name, attributes });
        return work({ set: () => undefined, fail: () => undefined });
      },
      bind: (work) => {
        const bound = trace.getStore() ?? 'none';
        return (...args) => trace.run(bound, () => work(...args));
      },
    } as Tracing);
  });
  afterEach(() => {
    useTracing(undefined);
  });
  after(async () => {
    await db.close();
    await database.drop();
  });

  it('name statements as they are declared, and hold neither their text nor their values', async () => {
    await db.query(add, [40, 2]);
    await db.query(fail, [0]).catch(() => undefined);
    await db.queryTogether([
      [add, [1, 2]],
      [add, [3, 4]],
    ]);
    const system = { 'db.system.name': 'postgresql' };
    expect(spans).to.deep.equal([
      { name: 'add-numbers', attributes: { ...system, 'db.operation.name': 'add-numbers' } },
      { name: 'divide', attributes: { ...system, 'db.operation.name': 'divide' } },
      {
        name: 'add-numbers',
        attributes: { ...system, 'db.operation.name': 'add-numbers', 'db.operation.batch.size': 2 },
      },
    ]);
  });

  it('are one for a transaction, beside those of its statements', async () => {
    await db.transaction((tx) => tx.transaction((inner) => inner.query(add, [1, 2])));
    expect(spans.map(({ name }) => name)).to.deep.equal(['transaction', 'add-numbers']);
  });

  it('belong to the trace of their own caller in a group commit', async () => {
    const callers = ['a', 'b', 'c'];
    const done = callers.map((caller) =>
      trace.run(caller, () =>
        db.together((tx) => Promise.resolve({ trace: trace.getStore(), isShared: tx.isShared })),
      ),
    );
    expect(await Promise.all(done)).to.deep.equal(
      callers.map((caller) => ({ trace: caller, isShared: true })),
    );
    expect(spans.map(({ name, attributes }) => [name, attributes?.['parkmate.members']])).to.deep.equal([
      ['group commit', 3],
    ]);
  });
});
