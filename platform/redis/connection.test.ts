import { expect } from 'chai';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import type { Redis } from 'ioredis';
import { silentLog } from '../../test/harness/domain.js';
import { OwnRedis } from '../../test/harness/own-redis.js';
import { closeRedis, connectRedis, readyWithin } from './connection.js';
import { hereMs } from '../../dev/tests/machine.js';

describe('Waiting for Redis', () => {
  const opened: Redis[] = [];
  afterEach(() => {
    opened.splice(0).forEach(closeRedis);
  });
  const connectTo = (url: string) => {
    const redis = connectRedis(url, 'command', 'test', silentLog);
    opened.push(redis);
    return redis;
  };
  const waited = async (redis: Redis, patienceMs: number) => {
    const startedAt = performance.now();
    await readyWithin(redis, patienceMs);
    return performance.now() - startedAt;
  };

  it('is over when the connection is ready, also where that is the second attempt', async () => {
    const server = await OwnRedis.prepare();
    const redis = connectTo(server.url);
    await once(redis, 'error');
    const waiting = waited(redis, 60_000);
    await server.start();
    await waiting;
    expect(redis.status).to.equal('ready');
    expect(await waited(redis, 60_000)).to.be.below(hereMs(1_000));
    await server.close();
  });

  it('is over in time where nobody answers, or nobody is there', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    for (const url of [`redis://127.0.0.1:${port}`, 'redis://127.0.0.1:1']) {
      const redis = connectTo(url);
      const waitedMs = await waited(redis, 250);
      expect(waitedMs).to.be.within(240, hereMs(2_500));
      expect(redis.status).to.not.equal('ready');
    }
    silent.close();
  });
});
