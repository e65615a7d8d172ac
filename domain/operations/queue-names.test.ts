import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { OwnRedis } from '../../test/harness/own-redis.js';
import { declareQueues, readQueueNames } from './queue-names.js';

describe('The names of queues', () => {
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

  it('include the one that the api itself adds jobs to, before any worker has run', async () => {
    expect(await readQueueNames(redis)).to.deep.equal(['notify']);
  });

  it('are those that any worker has declared, once each', async () => {
    await declareQueues(redis, ['sweep', 'notify']);
    await declareQueues(redis, ['notify', 'prune']);
    expect(await readQueueNames(redis)).to.deep.equal(['notify', 'prune', 'sweep']);
  });

  it('are forgotten a month after the last worker has declared them', async () => {
    const days = (count: number) => count * 86_400_000;
    await declareQueues(redis, ['renamed', 'sweep'], 0);
    await declareQueues(redis, ['sweep'], days(29));
    expect(await readQueueNames(redis)).to.deep.equal(['notify', 'renamed', 'sweep']);
    await declareQueues(redis, ['sweep'], days(31));
    expect(await readQueueNames(redis)).to.deep.equal(['notify', 'sweep']);
  });
});
