import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { processesKey, processKey } from '../../platform/redis/keys.js';
import { OwnRedis } from '../../test/harness/own-redis.js';
import { isAlive, readProcesses, removeProcess, reportProcess, type ProcessReport } from './processes.js';

const report = (id: string, kind: ProcessReport['kind'] = 'worker'): ProcessReport => ({
  ...{ id, kind, version: '1.2.3', startedAt: '2026-01-01T00:00:00.000Z' },
  ...{ lastWorkAt: null, sockets: kind === 'api' ? 7 : null },
});

describe('The list of processes', () => {
  let server: OwnRedis;
  let redis: Redis;
  before(async () => {
    server = await OwnRedis.prepare();
    await server.start();
    redis = server.connect();
  });
  beforeEach(() => redis.flushall());
  after(async () => {
    redis.disconnect();
    await server.close();
  });

  const ids = async () => (await readProcesses(redis)).map(({ id }) => id);

  it('has each process once, with what it said last', async () => {
    await reportProcess(redis, report('b'));
    await reportProcess(redis, report('c', 'api'));
    await reportProcess(redis, report('a'));
    await reportProcess(redis, { ...report('b'), lastWorkAt: '2026-01-01T00:00:01.000Z' });
    const processes = await readProcesses(redis);
    expect(processes.map(({ id }) => id)).to.deep.equal(['c', 'a', 'b']);
    const { seenAt, ...said } = processes[2]!;
    expect(said).to.deep.equal({ ...report('b'), lastWorkAt: '2026-01-01T00:00:01.000Z' });
    expect(Date.now() - Date.parse(seenAt)).to.be.within(0, 2_000);
    expect(processes.every((one) => isAlive(one))).to.equal(true);
  });

  it('tells a process that says nothing more from one that is alive, whatever its clock shows', async () => {
    await reportProcess(redis, report('silent'));
    await redis.pexpire(processKey('silent'), 300_000 - 9_000);
    const [silent] = await readProcesses(redis);
    expect(Date.now() - Date.parse(silent!.seenAt)).to.be.within(9_000, 11_000);
    expect(isAlive(silent!)).to.equal(false);
  });

  it('forgets a dead process by itself, and one that ends at once', async () => {
    await reportProcess(redis, report('dead'));
    await reportProcess(redis, report('ends'));
    await reportProcess(redis, report('stays'));
    await redis.pexpire(processKey('dead'), 1);
    await removeProcess(redis, 'ends');
    while (await redis.exists(processKey('dead'))) continue;
    expect(await ids()).to.deep.equal(['stays']);
    expect(await redis.smembers(processesKey)).to.deep.equal(['stays']);
  });

  it('is empty where Redis has lost everything, until the next report', async () => {
    await reportProcess(redis, report('a'));
    await redis.flushall();
    expect(await ids()).to.deep.equal([]);
    await reportProcess(redis, report('a'));
    expect(await ids()).to.deep.equal(['a']);
  });
});
