import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { Redis } from 'ioredis';
import sinon from 'sinon';
import { z } from 'zod';
import { RedisAccess } from '../../platform/redis/access.js';
import { workerNeeds } from '../../platform/redis/needed-rights.js';
import { openQueue } from '../../platform/redis/queues.js';
import { silentLog } from '../../test/harness/domain.js';
import { redisUrl } from '../../test/harness/redis.js';
import type { Services } from '../services.js';
import type { Ending } from './count-endings.js';
import { defineJob, type QueueSchedule } from './job.js';
import { contextsOf, JobQueues } from './job-queues.js';
import { cancel, done, retryIn, snooze, type Outcome } from './outcome.js';
import { startWorkers } from './workers.js';
import { hereMs } from '../../dev/tests/machine.js';

describe('A job that a worker runs', function () {
  this.timeout(10_000);
  let redis: Redis;
  let access: RedisAccess;
  let queue: ReturnType<typeof openQueue<object>>;
  let workers: ReturnType<typeof startWorkers> | undefined;
  let endings: Ending[];
  let finished: string[];
  let ran: { n: number; atMs: number }[];
  const events = new EventEmitter();

  beforeEach(async () => {
    redis = new Redis(redisUrl());
    access = await RedisAccess.open(redisUrl(), workerNeeds, 'parkmate-test', silentLog);
    queue = openQueue<object>(`probe-${randomUUID()}`, redis);
    [endings, finished, ran] = [[], [], []];
  });
  afterEach(async () => {
    await workers?.stop();
    sinon.restore();
    await queue.obliterate({ force: true });
    access.stop();
    redis.disconnect();
  });

  /** Consumes the queue with a job that answers as it is told. @returns its queue. */
  const start = (
    attempts: number,
    answer: (run: number) => Outcome,
    schedule?: QueueSchedule<{ n: number }>,
  ) => {
    const job = defineJob({
      ...{ name: 'probe', queue: queue.name, payload: z.object({ n: z.number() }), concurrency: 1, attempts },
      ...(schedule ? { schedule } : {}),
      run({ n }) {
        const run = ran.push({ n, atMs: performance.now() });
        return new Promise((resolve) => {
          resolve(answer(run));
        });
      },
    });
    const queues = new JobQueues([job], redis);
    const services = { log: silentLog } as unknown as Services;
    const contextOf = contextsOf(services, queues, new AbortController().signal);
    const count = (_: string, ending: Ending) => {
      endings.push(ending);
      events.emit('ending');
    };
    const work = {
      finished: (name: string) => {
        finished.push(name);
        events.emit('finished');
      },
      worked: () => events.emit('worked'),
    };
    workers = startWorkers([job], { access, contextOf, count, work, log: silentLog });
    return queues.of(job);
  };

  const ended = async (times: number): Promise<Ending[]> => {
    while (endings.length < times) await once(events, 'ending');
    return endings;
  };

  /** Of all states that a job can be left in. */
  const left = async () => Object.values(await queue.getJobCounts()).reduce((sum, n) => sum + n, 0);
  const nothingLeft = async () => {
    while ((await left()) > 0);
  };

  it('counts as finished once it is done or cancelled, and not when it fails', async () => {
    const jobs = start(1, (run) => [done, cancel('obsolete'), retryIn(0, 'fails')][run - 1] ?? done);
    for (const n of [1, 2, 3, 4]) await jobs.add({ n });
    await ended(4);
    while (finished.length < 3) await once(events, 'finished');
    expect(finished).to.deep.equal([queue.name, queue.name, queue.name]);
  });

  it('proves that the worker consumes even where PostgreSQL is away', async () => {
    const worked = once(events, 'worked');
    await start(1, () => {
      throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    }).add({ n: 1 });
    await worked;
    expect(finished).to.deep.equal([]);
  });

  it('is gone when it is done', async () => {
    await start(2, () => done).add({ n: 1 });
    expect(await ended(1)).to.deep.equal(['done']);
    await nothingLeft();
  });

  it('is tried again when it asks for it, at that time, and counts its attempts', async () => {
    await start(3, (run) => (run < 3 ? retryIn(600, 'not yet') : done)).add({ n: 1 });
    expect(await ended(3)).to.deep.equal(['retry', 'retry', 'done']);
    const [first, second, third] = ran.map(({ atMs }) => atMs);
    expect(second! - first!).to.be.within(595, hereMs(1_500));
    expect(third! - second!).to.be.within(595, hereMs(1_500));
    await nothingLeft();
  });

  it('is dead after its last attempt, with the reason, and kept for the operators', async () => {
    await start(2, () => retryIn(0, 'never')).add({ n: 1 });
    expect(await ended(2)).to.deep.equal(['retry', 'failed']);
    const [dead] = await queue.getFailed();
    expect(dead).to.include({ failedReason: 'never', attemptsMade: 2 });
  });

  it('is not kept when it has failed and the next tick does the same', async () => {
    const schedule = { cron: '* * * * * *', deduplicateMs: 700, payload: { n: 1 } };
    await start(1, () => retryIn(0, 'never'), schedule).add({ n: 1 });
    expect(await ended(1)).to.deep.equal(['failed']);
    await nothingLeft();
  });

  it('is tried again with backoff when it throws', async () => {
    const said = sinon.spy(silentLog, 'log');
    await start(2, () => {
      throw new Error('broken');
    }).add({ n: 1 });
    expect(await ended(2)).to.deep.equal(['retry', 'failed']);
    expect(ran[1]!.atMs - ran[0]!.atMs).to.be.within(95, hereMs(1_000));
    const failures = (said.args as unknown[][]).filter(([, message]) => message === 'a job failed');
    expect(failures).to.have.lengthOf(2);
    expect(failures[1]).to.deep.equal([
      'warn',
      'a job failed',
      { queue: queue.name, jobId: '1', attempt: 2, dead: true, reason: 'broken' },
    ]);
  });

  it('sleeps as often as it likes, which is no attempt', async () => {
    await start(1, (run) => (run < 5 ? snooze(60) : done)).add({ n: 1 });
    expect(await ended(5)).to.deep.equal([...Array<Ending>(4).fill('snooze'), 'done']);
    for (const [index, { atMs }] of ran.slice(1).entries())
      expect(atMs - ran[index]!.atMs).to.be.within(55, hereMs(1_000));
    await nothingLeft();
  });

  it('ends without having failed when it is cancelled, and says why', async () => {
    const said = sinon.spy(silentLog, 'info');
    await start(2, () => cancel('read meanwhile')).add({ n: 1 });
    expect(await ended(1)).to.deep.equal(['cancel']);
    await nothingLeft();
    expect(said.args).to.deep.equal([
      ['a job was cancelled', { queue: queue.name, reason: 'read meanwhile' }],
    ]);
  });

  it('cannot be delayed for longer than Redis may keep it', async () => {
    await start(1, () => snooze(60_000)).add({ n: 1 });
    expect(await ended(1)).to.deep.equal(['failed']);
    expect((await queue.getFailed())[0]?.failedReason).to.equal(
      'a job can be delayed by 0 to 4000 ms, not by 60000',
    );
  });

  it('is dead at once when its payload is not as declared, and the next one runs', async () => {
    const jobs = start(5, () => done);
    await queue.add('probe', { n: 'one' });
    await jobs.add({ n: 2 });
    expect(await ended(2)).to.deep.equal(['failed', 'done']);
    expect(ran.map(({ n }) => n)).to.deep.equal([2]);
    const [dead] = await queue.getFailed();
    expect(dead?.failedReason).to.match(/^its payload is not as declared, in 1 place.*: n: /);
  });

  it('is tried as often as its declaration says, whatever its producer has written', async () => {
    start(2, () => retryIn(0, 'never'));
    await queue.add('events', { n: 1, more: 'of an older release' }, { attempts: 5 });
    expect(await ended(2)).to.deep.equal(['retry', 'failed']);
  });

  it('leaves its id to the next one, also when it has failed', async () => {
    const jobs = start(1, (run) => (run === 1 ? retryIn(0, 'the first fails') : done));
    await jobs.add({ n: 1 }, { id: 'armed' });
    await ended(1);
    await jobs.add({ n: 2 }, { id: 'armed' });
    expect(await ended(2)).to.deep.equal(['failed', 'done']);
    expect(ran.map(({ n }) => n)).to.deep.equal([1, 2]);
    await nothingLeft();
  });
});
