import { expect } from 'chai';
import { once } from 'node:events';
import sinon from 'sinon';
import { workerAliveKey } from '../../platform/redis/keys.js';
import { TestApi } from '../../test/harness/api.js';
import { freshDatabase } from '../../test/harness/database.js';
import { redisUrl } from '../../test/harness/redis.js';
import { TcpLink } from '../../test/harness/tcp-link.js';
import type { Readiness } from './readiness.js';
import { hereMs } from '../../dev/tests/machine.js';

describe('health', () => {
  let api: TestApi;
  let link: TcpLink;
  beforeEach(async () => {
    link = await TcpLink.to(redisUrl());
    api = await TestApi.start({ env: { REDIS_URL: link.url } });
    if (api.services.redis.status !== 'ready') await once(api.services.redis, 'ready');
    await api.services.redis.set(workerAliveKey, '1', 'EX', 6);
  });
  afterEach(async () => {
    await api.stop();
    await link.cut();
  });

  const ask = async (): Promise<{ status: number; body: Readiness }> => {
    const answer = await fetch(`${api.url}/readyz`);
    return { status: answer.status, body: (await answer.json()) as Readiness };
  };
  const ok = { postgres: 'ok', redis: 'ok', worker: 'ok', migrations: 'ok' };
  const run = (text: string) => api.services.db.query({ name: 'test', text });

  it('is ready when everything is there', async () => {
    expect(await ask()).to.deep.equal({ status: 200, body: { status: 'ready', checks: ok } });
  });

  it('is not ready without a worker', async () => {
    await api.services.redis.del(workerAliveKey);
    const checks = { ...ok, worker: 'down' };
    expect(await ask()).to.deep.equal({ status: 503, body: { status: 'not_ready', checks } });
  });

  it('is not ready, but says so soon, while Redis is frozen', async () => {
    link.freeze();
    const startedAt = performance.now();
    expect((await ask()).body.checks).to.deep.equal({ ...ok, redis: 'down', worker: 'down' });
    expect(performance.now() - startedAt).to.be.below(hereMs(1_500));
  });

  it('is not ready before the newest migration has run', async () => {
    await run('DELETE FROM migrations WHERE id = (SELECT max(id) FROM migrations)');
    expect((await ask()).body.checks).to.deep.equal({ ...ok, migrations: 'pending' });
  });

  /** Counts how often the dependencies are probed, by what each probe asks of the database. */
  const countProbes = () => {
    const { db } = api.services;
    const query = db.query.bind(db);
    const probes = { count: 0 };
    db.query = (statement, values) => {
      if (statement.name.startsWith('read-migrations')) probes.count++;
      return query(statement, values);
    };
    return probes;
  };

  it('is probed a few times for a crowd that keeps asking', async () => {
    const probes = countProbes();
    const startedAt = performance.now();
    let asked = 0;
    while (performance.now() - startedAt < 1_200) {
      const answers = await Promise.all(Array.from({ length: 100 }, ask));
      expect(answers.every(({ status }) => status === 200)).to.equal(true);
      asked += answers.length;
    }
    const tookMs = performance.now() - startedAt;
    expect(asked).to.be.above(probes.count * 20);
    expect(probes.count).to.be.within(2, 1 + tookMs / 500);
  });

  it('is probed once at a time while a dependency does not answer', async () => {
    const probes = countProbes();
    link.freeze();
    const startedAt = performance.now();
    const answers = await Promise.all(Array.from({ length: 500 }, ask));
    const probesInTurn = Math.ceil((performance.now() - startedAt) / 1_000);
    expect(answers.map(({ status }) => status)).to.deep.equal(Array.from(answers, () => 503));
    expect(probes.count).to.be.within(1, probesInTurn);
  });

  it('adds no query to those that hang while PostgreSQL is frozen', async () => {
    const database = await freshDatabase();
    const postgres = await TcpLink.to(database.url);
    const frozen = await TestApi.start({ database, env: { DATABASE_URL: postgres.url } });
    const query = sinon.spy(frozen.services.db, 'query');
    postgres.freeze();
    // Three probes in turn, with half a second between them.
    for (const startedAt = performance.now(); performance.now() - startedAt < 4_000;) {
      const answer = await fetch(`${frozen.url}/readyz`);
      const { checks } = (await answer.json()) as Readiness;
      expect(checks).to.include({ postgres: 'down', migrations: 'down' });
    }
    expect(
      query.getCalls().filter(({ args: [{ name }] }) => name.startsWith('read-migrations')),
    ).to.have.lengthOf(1);
    postgres.thaw();
    await frozen.stop();
    await postgres.cut();
    await database.drop();
  }).timeout(15_000);

  it('logs why it is not ready, and that it is ready again, once each, and tells strangers of no causes', async () => {
    const { redis, log } = api.services;
    const [warned, informed] = [sinon.spy(log, 'warn'), sinon.spy(log, 'info')];
    await redis.del(workerAliveKey);
    for (let n = 0; n < 50; n++) await ask();
    const { body } = await ask();
    expect(Object.keys(body)).to.deep.equal(['status', 'checks']);
    const causes = (warned.args as unknown[][]).filter(([message]) => message === 'not ready');
    expect(causes).to.deep.equal([['not ready', { worker: 'no worker has finished a job lately' }]]);
    expect((informed.args as unknown[][]).flat()).not.to.include('ready again');
  });

  it('shows a failure within about a second, and a recovery too', async () => {
    const { redis } = api.services;
    const untilStatus = async (wanted: number) => {
      const startedAt = performance.now();
      while ((await ask()).status !== wanted)
        expect(performance.now() - startedAt).to.be.below(hereMs(5_000));
    };
    await untilStatus(200);
    await redis.del(workerAliveKey);
    await untilStatus(503);
    await redis.set(workerAliveKey, '1', 'EX', 6);
    await untilStatus(200);
  });

  it('is alive without its database, and says which part is missing', async () => {
    await api.services.db.close();
    expect((await ask()).body.checks).to.deep.equal({ ...ok, postgres: 'down', migrations: 'down' });
    expect((await fetch(`${api.url}/healthz`)).status).to.equal(200);
    Object.assign(api.services.db, { close: () => Promise.resolve() });
  });
});
