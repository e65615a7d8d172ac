import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import sinon from 'sinon';
import { openQueue } from '../../platform/redis/queues.js';
import { redisUrl } from '../../test/harness/redis.js';
import { jobQueueOn } from './job-queue.js';
import { TickQueue } from './tick-queue.js';

describe('Ticks of several workers', () => {
  let clock: sinon.SinonFakeTimers;
  let redis: Redis;
  let queue: ReturnType<typeof openQueue<object>>;
  let here: TickQueue<object>;
  let elsewhere: TickQueue<object>;

  beforeEach(() => {
    clock = sinon.useFakeTimers({ toFake: ['performance'] });
    redis = new Redis(redisUrl());
    queue = openQueue<object>(`tick-${randomUUID()}`, redis);
    const ticks = () => new TickQueue(jobQueueOn<object>(queue, 'tick'), {}, 700);
    [here, elsewhere] = [ticks(), ticks()];
  });
  afterEach(async () => {
    sinon.restore();
    await queue.obliterate({ force: true });
    redis.disconnect();
  });

  const queued = () => queue.getWaitingCount();
  /** As when the time of day of Redis is set back by an hour. */
  const keepKey = async () => expect(await redis.pexpire(queue.toKey('de:tick'), 3_600_000)).to.equal(1);

  it('become one job', async () => {
    await here.tick();
    await elsewhere.tick();
    clock.tick(600);
    await elsewhere.tick();
    expect(await queued()).to.equal(1);
  });

  it('are not swallowed by a deduplication key that outlives its time', async () => {
    await here.tick();
    await elsewhere.tick();
    await keepKey();
    clock.tick(1_000);
    await elsewhere.tick();
    expect(await queued(), 'jobs after the next tick').to.equal(2);
    await here.tick();
    expect(await queued(), 'jobs after the same tick of the other worker').to.equal(2);
    expect(await redis.pttl(queue.toKey('de:tick'))).to.be.within(1, 700);
  });

  it('are not swallowed after a start either', async () => {
    await elsewhere.tick();
    await keepKey();
    await here.tick();
    clock.tick(1_000);
    await here.tick();
    expect(await queued()).to.equal(2);
  });
});
