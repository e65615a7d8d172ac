import { expect } from 'chai';
import type { Redis } from 'ioredis';
import sinon from 'sinon';
import { PendingTotals } from '../../domain/operations/totals.js';
import { workerAliveKey } from '../../platform/redis/keys.js';
import { openQueue } from '../../platform/redis/queues.js';
import { OwnRedis } from '../../test/harness/own-redis.js';
import { AliveKey } from './alive-key.js';
import { WorkLog } from './work-log.js';

describe('The key that says that workers work', () => {
  let server: OwnRedis;
  let redis: Redis;
  let work: WorkLog;
  let alive: AliveKey;
  before(async () => {
    server = await OwnRedis.prepare();
    await server.start();
    redis = server.connect();
  });
  beforeEach(async () => {
    await redis.flushall();
    work = new WorkLog(new PendingTotals());
    alive = new AliveKey(redis, ['sweep', 'relay'], work);
  });
  afterEach(() => {
    sinon.restore();
  });
  after(async () => {
    redis.disconnect();
    await server.close();
  });

  const isThere = async () => (await redis.exists(workerAliveKey)) === 1;

  it('is not there because a worker runs, but because it has finished a job', async () => {
    await alive.renewIfPaused();
    expect(await isThere()).to.equal(false);
    work.finished('deliver', false);
    expect(await isThere(), 'by a job that is not vital').to.equal(false);
    work.finished('sweep');
    expect(await isThere()).to.equal(true);
    expect(await redis.pttl(workerAliveKey)).to.be.within(1, 10_000);
  });

  it('is renewed once a second at most, however much work is done', async () => {
    const set = sinon.spy(redis, 'set');
    for (let job = 0; job < 1_000; job++) work.finished('notify');
    expect(await isThere()).to.equal(true);
    expect(set.callCount).to.equal(1);
  });

  it('is renewed at once by the next job where Redis was away', async () => {
    const set = sinon.stub(redis, 'set').rejects(new Error('away'));
    work.finished('notify');
    await new Promise(setImmediate);
    set.restore();
    work.finished('notify');
    expect(await isThere()).to.equal(true);
  });

  it('is kept while operators have paused every queue that a schedule fills, and only then', async () => {
    await openQueue('sweep', redis).pause();
    await alive.renewIfPaused();
    expect(await isThere()).to.equal(false);
    await openQueue('relay', redis).pause();
    await alive.renewIfPaused();
    expect(await isThere()).to.equal(true);
  });

  it('is not kept by a worker without any schedule', async () => {
    await new AliveKey(redis, [], work).renewIfPaused();
    expect(await isThere()).to.equal(false);
  });
});
