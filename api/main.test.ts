import { expect } from 'chai';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { emptyDatabase, freshDatabase, type TestDatabase } from '../test/harness/database.js';
import { runScript, startScript } from '../test/harness/node-process.js';
import { redisUrl } from '../test/harness/redis.js';
import { databaseOfRole } from '../test/harness/role.js';
import type { SupervisedProcess } from '../test/harness/supervised-process.js';

const nowhere = 'redis://127.0.0.1:1';

const start = (env: Record<string, string>) => startScript('api/main', env);

/** The port on which an api listens, once it does. */
async function portOf(api: SupervisedProcess): Promise<string> {
  const ready = /ready port=(\d+)/;
  await api.says(ready);
  return ready.exec(api.log)?.[1] ?? '';
}

describe('the api process', () => {
  let database: TestDatabase;
  let settings: Record<string, string>;
  before(async () => {
    database = await freshDatabase();
    settings = {
      DATABASE_URL: database.url,
      REDIS_URL: redisUrl(),
      JWT_SECRET: 'a secret that only this test knows',
      PORT: '0',
      METRICS_PORT: '0',
      NODE_ENV: 'test',
    };
  });
  after(() => database.drop());

  it('names all that is wrong with its settings at once', async () => {
    const wrong = { JWT_SECRET: 'too short', REDIS_URL: 'nonsense', PORT: '-1' };
    const { code, said } = await runScript('api/main', { ...settings, ...wrong });
    expect(code).to.equal(78);
    for (const name of ['JWT_SECRET', 'REDIS_URL', 'PORT']) expect(said).to.contain(name);
    expect(said).not.to.contain('too short');
  });

  it('says what to do about a taken port and about a database without tables', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, resolve));
    const port = String((other.address() as AddressInfo).port);
    const empty = await emptyDatabase();
    try {
      const [taken, unmigrated] = await Promise.all([
        runScript('api/main', { ...settings, PORT: port }),
        runScript('api/main', { ...settings, DATABASE_URL: empty.url }),
      ]);
      expect(taken.code).to.equal(1);
      expect(taken.said).to.contain(`Port ${port} is taken`);
      expect(unmigrated.code).to.equal(1);
      expect(unmigrated.said).to.contain('npm run migrate');
    } finally {
      other.close();
      await empty.drop();
    }
  });

  it('tries again, and says why, while the database refuses it or its name does not resolve', async () => {
    const role = await databaseOfRole();
    const wrong = new URL(role.url);
    wrong.password = 'second';
    const refused = await start({ ...settings, DATABASE_URL: wrong.href });
    const lost = await start({ ...settings, DATABASE_URL: 'postgres://u:p@nowhere.invalid/d' });
    const nowhere = await start({ ...settings, DATABASE_URL: 'postgres://u:p@/d?host=/nowhere' });
    try {
      await refused.says(/trying again.*attempt=1\b/);
      expect(refused.log).to.contain('PostgreSQL refuses the password');
      await lost.says(/trying again.*has no address.*attempt=1\b/);
      await nowhere.says(/trying again.*no socket.*attempt=1\b/);
      await role.administer(`ALTER ROLE ${role.role} PASSWORD 'second'`);
      await portOf(refused);
    } finally {
      await Promise.all([refused, lost, nowhere].map((process) => process.stop()));
      await role.drop();
    }
  }).timeout(20_000);

  it('starts and answers while Redis is down, says so once per connection, and stops when asked', async () => {
    const api = await start({ ...settings, REDIS_URL: nowhere });
    const url = `http://127.0.0.1:${await portOf(api)}`;
    expect((await fetch(`${url}/healthz`)).status).to.equal(200);
    expect((await fetch(`${url}/api/lots`)).status).to.equal(200);
    expect((await fetch(`${url}/readyz`)).status).to.equal(503);
    await api.stop();
    const { code, said } = await api.completed();
    expect(code).to.equal(0);
    expect(said).not.to.match(/^Error|^ +at /m);
    expect(said.match(/redis is away connection=parkmate-api-commands/g)).to.have.lengthOf(1);
  });
});
