import { expect } from 'chai';
import { Worker, type Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { once } from 'node:events';
import { OwnRedis } from '../../test/harness/own-redis.js';
import { keyPrefix } from './keys.js';
import { readQueueStates } from './queue-states.js';
import { retryJobs } from './act-on-jobs.js';
import { openQueue, openWorker } from './queues.js';

describe('The states of queues', () => {
  let server: OwnRedis;
  let redis: Redis;
  let queue: Queue;
  before(async () => {
    server = await OwnRedis.prepare();
    await server.start();
    redis = server.connect();
  });
  beforeEach(async () => {
    await redis.flushall();
    queue = openQueue('first', redis);
  });
  after(async () => {
    redis.disconnect();
    await server.close();
  });

  const empty = { waiting: 0, active: 0, delayed: 0, failed: 0, paused: false, oldestWaitingMs: 0 };

  it('are all zero for a queue that nobody has used, and reading them writes nothing', async () => {
    expect(await readQueueStates(redis, ['other', 'never-used'])).to.deep.equal([
      { name: 'other', ...empty },
      { name: 'never-used', ...empty },
    ]);
    expect(await redis.keys(`${keyPrefix}:never-used*`)).to.deep.equal([]);
    expect(await readQueueStates(redis, [])).to.deep.equal([]);
  });

  it('say how many jobs wait, since when, and how many are delayed, of each queue its own', async () => {
    const hourAgo = Date.now() - 3_600_000;
    await queue.add('job', {}, { timestamp: hourAgo });
    await queue.add('job', {});
    await queue.add('job', {}, { delay: 60_000 });
    const [other, first] = await readQueueStates(redis, ['other', 'first']);
    expect(other).to.deep.equal({ name: 'other', ...empty });
    expect(first).to.deep.include({
      ...empty,
      name: 'first',
      waiting: 2,
      delayed: 1,
      oldestWaitingMs: first!.oldestWaitingMs,
    });
    expect(first!.oldestWaitingMs).to.be.within(3_600_000, 3_660_000);
  });

  it('count a job that was retried as waiting since then, and not since it was enqueued', async () => {
    const { id } = await queue.add('job', {}, { timestamp: Date.now() - 3_600_000, attempts: 1 });
    const connection = new Redis(server.url, { maxRetriesPerRequest: null });
    const worker = openWorker(queue.name, { connection, redisVersion: '7.0.0' }, () =>
      Promise.reject(new Error('broken')),
    );
    await once(worker, 'failed');
    await worker.close();
    connection.disconnect();
    await retryJobs({ queue, redis }, [id!, 'unknown'], () => undefined);
    const [first] = await readQueueStates(redis, ['first']);
    expect(first).to.include({ waiting: 1 });
    expect(first!.oldestWaitingMs).to.be.below(60_000);
    expect(await redis.exists(queue.toKey('unknown'))).to.equal(0);
  });

  it('say that a queue is paused, whose jobs wait on', async () => {
    await queue.add('job', {});
    await queue.pause();
    const [paused] = await readQueueStates(redis, ['first']);
    expect(paused).to.include({ waiting: 1, paused: true });
    await queue.resume();
    const [resumed] = await readQueueStates(redis, ['first']);
    expect(resumed).to.include({ waiting: 1, paused: false });
  });

  it('never call a job of a faster clock negatively old', async () => {
    await queue.add('job', {}, { timestamp: Date.now() + 60_000 });
    const [state] = await readQueueStates(redis, ['first']);
    expect(state).to.include({ waiting: 1, oldestWaitingMs: 0 });
  });

  it('count what runs and what has failed', async () => {
    await queue.add('fails', {});
    const connection = { host: '127.0.0.1', port: server.port, maxRetriesPerRequest: null };
    let release: () => void = () => undefined;
    const worker = new Worker(
      'first',
      (job) => {
        if (job.name === 'fails') throw new Error('on purpose');
        return new Promise<void>((resolve) => (release = resolve));
      },
      { connection, prefix: keyPrefix },
    );
    try {
      await new Promise((resolve) => worker.once('failed', resolve));
      const started = new Promise((resolve) => worker.once('active', resolve));
      await queue.add('runs', {});
      await started;
      const [state] = await readQueueStates(redis, ['first']);
      expect(state).to.deep.equal({ ...empty, name: 'first', active: 1, failed: 1 });
    } finally {
      release();
      await worker.close();
    }
  });
});
