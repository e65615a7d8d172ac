import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { addSample } from '../../domain/operations/samples.js';
import { OwnRedis } from '../../test/harness/own-redis.js';
import { SampleWindow } from './sample-window.js';

describe('The samples that are kept while somebody watches', () => {
  let server: OwnRedis;
  let redis: Redis;
  let window: SampleWindow;
  before(async () => {
    server = await OwnRedis.prepare();
    await server.start();
    redis = server.connect();
  });
  beforeEach(async () => {
    await redis.flushall();
    window = new SampleWindow(redis);
  });
  after(async () => {
    redis.disconnect();
    await server.close();
  });

  const add = async (...lags: number[]) => {
    for (const expiryLagMs of lags)
      await addSample(redis, { at: '', expiryLagMs, outboxPending: 0, queues: {}, totals: {} });
  };
  const fresh = async () => {
    await window.refresh();
    return window.takeFresh().map(({ expiryLagMs }) => expiryLagMs);
  };
  const all = () => window.all?.map(({ expiryLagMs }) => expiryLagMs);

  it('are all that there are at first, of which none is new', async () => {
    await add(1, 2, 3);
    expect(all()).to.equal(undefined);
    expect(await fresh()).to.deep.equal([]);
    expect(all()).to.deep.equal([1, 2, 3]);
  });

  it('are followed by each new one once, few or many', async () => {
    expect(await fresh()).to.deep.equal([]);
    await add(1);
    expect(await fresh()).to.deep.equal([1]);
    expect(await fresh()).to.deep.equal([]);
    await add(2, 3);
    expect(await fresh()).to.deep.equal([2, 3]);
    await add(4, 5, 6, 7, 8, 9, 10, 11);
    expect(await fresh()).to.deep.equal([4, 5, 6, 7, 8, 9, 10, 11]);
    expect(all()).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('are not more than an hour of them', async () => {
    await add(...Array.from({ length: 359 }, (_, n) => n));
    await fresh();
    await add(1_000, 1_001, 1_002);
    expect(await fresh()).to.deep.equal([1_000, 1_001, 1_002]);
    expect(window.all).to.have.lengthOf(360);
    expect(all()?.[0]).to.equal(2);
  });

  it('begin anew where Redis has lost them', async () => {
    await add(1, 2);
    await fresh();
    await redis.flushall();
    await add(3);
    expect(await fresh()).to.deep.equal([3]);
    expect(all()).to.deep.equal([3]);
  });

  it('keep a new one for those who ask late', async () => {
    await fresh();
    await add(1);
    await window.refresh();
    await add(2);
    await window.refresh();
    expect(window.takeFresh()).to.have.lengthOf(2);
  });
});
