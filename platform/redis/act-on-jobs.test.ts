import { expect } from 'chai';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { OwnRedis } from '../../test/harness/own-redis.js';
import { discardJobs } from './act-on-jobs.js';
import { openQueue } from './queues.js';

describe('Discarding jobs', () => {
  let server: OwnRedis;
  let redis: Redis;
  let queue: Queue;
  before(async () => {
    server = await OwnRedis.prepare();
    await server.start();
    redis = server.connect();
    queue = openQueue('first', redis);
  });
  after(async () => {
    redis.disconnect();
    await server.close();
  });

  const discard = async (...ids: string[]) => {
    let touched = 0;
    await discardJobs({ queue, redis }, ids, (count) => (touched += count));
    return touched;
  };

  it('leaves one alone that a worker has taken since it was found, also when its lock has run out', async () => {
    const { id } = await queue.add('job', {});
    // As a worker takes it. Without a lock BullMQ would remove it.
    await redis.lmove(queue.toKey('wait'), queue.toKey('active'), 'RIGHT', 'LEFT');
    expect(await discard(id!, 'unknown')).to.equal(0);
    expect(await redis.exists(queue.toKey(id!))).to.equal(1);
    await redis.lmove(queue.toKey('active'), queue.toKey('wait'), 'LEFT', 'RIGHT');
    expect(await discard(id!)).to.equal(1);
    expect(await redis.exists(queue.toKey(id!))).to.equal(0);
  });
});
