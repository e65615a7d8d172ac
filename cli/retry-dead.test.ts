import { expect } from 'chai';
import { listOperatorActions } from '../domain/operations/audit/list-operator-actions.js';
import { openDomain, type Domain } from '../test/harness/domain.js';
import { freshDatabase, type TestDatabase } from '../test/harness/database.js';
import { runScript } from '../test/harness/node-process.js';

const run = (env: Record<string, string>) => runScript('cli/retry-dead', env);

describe('npm run retry-dead', () => {
  let database: TestDatabase;
  let domain: Domain;
  before(async () => {
    database = await freshDatabase();
    domain = await openDomain(database);
  });
  after(() => domain.close());

  it('has events tried again that were given up, and says how many', async () => {
    await domain.query(
      `INSERT INTO events (type, payload) SELECT 'unknown', '{}' FROM generate_series(1, 3)`,
    );
    await domain.query(
      `UPDATE outbox SET attempts = 10, dead_at = now()
       WHERE event_id IN (SELECT event_id FROM outbox LIMIT 2)`,
    );
    const env = { DATABASE_URL: database.url };
    expect(await run(env)).to.deep.equal({ code: 0, said: '2 events are tried again.\n' });
    expect(await domain.query('SELECT FROM outbox WHERE dead_at IS NULL')).to.have.lengthOf(3);
    expect(await run(env)).to.deep.equal({ code: 0, said: '0 events are tried again.\n' });
    const { items } = await listOperatorActions(domain.db, { limit: 10 });
    expect(items.map(({ actorId, action, touched }) => ({ actorId, action, touched }))).to.deep.equal([
      { actorId: null, action: 'retry-events', touched: 0 },
      { actorId: null, action: 'retry-events', touched: 2 },
    ]);
  });

  it('says what to do where no database can be found', async () => {
    const { code, said } = await run({ DATA_DIR: '/nowhere' });
    expect(code).to.equal(78);
    expect(said).to.contain('Set DATABASE_URL');
  });
});
