import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { expect } from 'chai';
import { Redis } from 'ioredis';
import type { Job, Queue, Worker } from 'bullmq';
import type { JobsFound, OperatorAction } from '../../contract/api/operations.js';
import { openWorker } from '../../platform/redis/queues.js';
import type { TestApi } from '../../test/harness/api.js';
import { useOwnQueue } from '../../test/harness/own-queue.js';
import type { OwnRedis } from '../../test/harness/own-redis.js';

describe('Acting on queues', function () {
  this.timeout(10_000);
  let server: OwnRedis;
  let api: TestApi;
  let operator: string;
  let operatorId: string;
  let queue: Queue;
  let path: string;
  let worker: Worker | undefined;
  const own = useOwnQueue();
  before(async () => {
    ({ server, api } = own());
    const session = await api.signedIn('operator');
    [operator, operatorId] = [session.accessToken, session.user.id];
  });
  beforeEach(() => {
    ({ queue } = own());
    path = `/operations/queues/${queue.name}`;
  });
  afterEach(async () => {
    await worker?.close();
    worker = undefined;
  });

  const act = <Body = OperatorAction>(action: string, body: object, headers: Record<string, string> = {}) =>
    api.call<Body>('POST', `${path}/${action}`, {
      ...{ token: operator, headers },
      body: { reason: 'a test', ...body },
    });
  const list = async (query = '') =>
    (await api.call<JobsFound>('GET', `${path}/jobs${query}`, { token: operator })).body;
  const acts = async () =>
    (await api.call<{ items: OperatorAction[] }>('GET', '/operations/actions', { token: operator })).body
      .items;
  const newest = async () => (await acts())[0]!;

  /** Runs all jobs of the queue. @param run throws to let one fail. */
  const consume = async (count: number, run: (job: Job<unknown>) => Promise<void>) => {
    const connection = new Redis(server.url, { maxRetriesPerRequest: null });
    worker = openWorker(queue.name, { connection, redisVersion: '7.0.0' }, run);
    for (let ended = 0; ended < count; ended++) {
      await Promise.race([once(worker, 'failed'), once(worker, 'completed')]);
    }
    await worker.close();
    connection.disconnect();
  };
  /** One failed job per error, whose names are `job-0`, `job-1`, ... */
  const failed = async (...errors: string[]) => {
    for (const [n, error] of errors.entries()) await queue.add(`job-${n}`, { error }, { attempts: 1 });
    await consume(errors.length, (job) => Promise.reject(new Error((job.data as { error: string }).error)));
  };

  it('pauses and resumes, with a record, and touches nothing when repeated', async () => {
    for (const [action, touched] of [
      ['pause', 1],
      ['pause', 0],
      ['resume', 1],
      ['resume', 0],
    ] as const) {
      const { status, body } = await act(action, {});
      expect(status).to.equal(200);
      expect(body).to.deep.include({ action, touched, queue: queue.name, reason: 'a test', error: null });
      expect(body).to.include({ actorId: operatorId, actorName: 'Test operator' });
      expect(await newest()).to.deep.equal(body);
      expect(await queue.isPaused()).to.equal(action === 'pause');
    }
  });

  it('lists the jobs of a paused queue as paused, and as waiting', async () => {
    await queue.add('job', {});
    expect(await list('?state=paused')).to.deep.equal({ items: [], count: 0, isComplete: true });
    await act('pause', {});
    for (const state of ['paused', 'waiting']) {
      const found = await list(`?state=${state}`);
      expect(found.items[0]).to.include({ name: 'job', state });
    }
  });

  it('retries failed jobs with all their attempts', async () => {
    await failed('broken');
    expect(await list()).to.have.property('count', 1);
    expect((await act('jobs/retry', { expected: 1 })).body).to.deep.include({ touched: 1, filter: {} });
    const [job] = await queue.getWaiting();
    expect(job?.attemptsMade).to.equal(0);
    await consume(1, () => Promise.resolve());
    expect(await list()).to.have.property('count', 0);
  });

  for (const [name, filter, touched] of [
    ['their name', { jobName: 'job-1' }, 1],
    ['a part of their error', { error: 'TIME' }, 2],
    ['a pattern, which is only text', { error: '.*' }, 0],
    ['both', { jobName: 'job-0', error: 'time' }, 1],
  ] as const) {
    it(`finds, and retries, jobs by ${name}`, async () => {
      await failed('a timeout', 'no time', 'refused');
      const found = await list(`?${new URLSearchParams(filter).toString()}`);
      expect(found).to.include({ count: touched, isComplete: true });
      const { body } = await act('jobs/retry', { expected: 3, ...filter });
      expect(body).to.deep.include({ touched, filter });
      expect(await queue.getWaitingCount()).to.equal(touched);
      expect(await list()).to.have.property('count', 3 - touched);
    });
  }

  it('finds the jobs of a booking by its events', async () => {
    const bookingId = randomUUID();
    const [event] = await api.services.db.manager.query<{ id: string }[]>(
      `INSERT INTO events (type, payload, booking_id) VALUES ('x', '{}', $1) RETURNING id`,
      [bookingId],
    );
    await queue.add('ours', { eventIds: [randomUUID(), event!.id] });
    await queue.add('other', { eventIds: [randomUUID()] });
    await queue.add('strange', { eventIds: 'none' });
    const found = await list(`?state=waiting&bookingId=${bookingId}`);
    expect(found.items.map(({ name }) => name)).to.deep.equal(['ours']);
    expect(await list(`?state=waiting&bookingId=${randomUUID()}`)).to.have.property('count', 0);
  });

  it('does nothing when more jobs match than were expected, and says how many', async () => {
    await failed('a', 'b', 'c');
    const refused = await act<Record<string, unknown>>('jobs/discard', { expected: 2 });
    expect(refused.status).to.equal(409);
    expect(refused.body).to.include({ code: 'count_changed', count: 3 });
    expect(await list()).to.have.property('count', 3);
    expect(await newest()).to.include({ action: 'discard', touched: 0 });
    expect((await newest()).error).to.match(/^count_changed/);
  });

  it('discards failed jobs for good, and those that wait only when they are named', async () => {
    await failed('a');
    const waiting = await queue.add('waits', {});
    expect((await act('jobs/discard', { expected: 1 })).body).to.include({ touched: 1 });
    expect(await queue.getWaitingCount()).to.equal(1);
    const ids = [waiting.id!, 'nothing', 'meta', 'wait'];
    expect((await act('jobs/discard', { expected: 1, ids })).body).to.deep.include({
      touched: 1,
      filter: { ids },
    });
    expect(await queue.getJobCountByTypes()).to.equal(0);
  });

  it('looks at 10,000 jobs at most, and says so', async () => {
    // Not all at once: on a slow machine the last of them would take longer than a command of the API may.
    const some = Array.from({ length: 500 }, () => ({ name: 'job', data: {} }));
    for (let added = 0; added < 10_000; added += some.length) await queue.addBulk(some);
    await queue.add('job', {});
    expect(await list('?state=waiting&limit=1')).to.include({ count: 10_000, isComplete: false });
  });

  it('leaves active jobs alone', async () => {
    const job = await queue.add('busy', {});
    await consume(1, async () => {
      const { body } = await act('jobs/discard', { expected: 1, ids: [job.id!] });
      expect(body).to.include({ touched: 0 });
      expect(await list('?state=active')).to.have.property('count', 1);
    });
  });

  it('promotes delayed jobs, and says when they would have run', async () => {
    const before = Date.now();
    await queue.add('later', {}, { delay: 3_600_000 });
    const { items } = await list('?state=delayed');
    expect(Date.parse(items[0]!.at!) - before).to.be.within(3_600_000, 3_605_000);
    expect((await act('jobs/promote', { expected: 1 })).body).to.include({ touched: 1 });
    expect(await queue.getWaitingCount()).to.equal(1);
    expect((await act('jobs/promote', { expected: 1 })).body).to.include({ touched: 0 });
  });

  it('is done once under an Idempotency-Key', async () => {
    await failed('a');
    const key = { 'Idempotency-Key': randomUUID() };
    const first = await act('jobs/retry', { expected: 5 }, key);
    await consume(1, () => Promise.reject(new Error('again')));
    const again = await act('jobs/retry', { expected: 5 }, key);
    expect(again.headers.get('Idempotent-Replayed')).to.equal('true');
    expect(again.body).to.deep.equal(first.body);
    expect(await list()).to.have.property('count', 1);
  });

  it('is done once where two ask at once under one Idempotency-Key, with one record', async () => {
    const key = { 'Idempotency-Key': randomUUID() };
    const answers = await Promise.all(Array.from({ length: 5 }, () => act('pause', {}, key)));
    expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 200, 200, 200]);
    expect(new Set(answers.map(({ body }) => body.id)).size).to.equal(1);
    expect((await acts()).filter((one) => one.queue === queue.name)).to.have.lengthOf(1);
  });

  it('shows nothing of people', async () => {
    const data = {
      eventIds: ['0197-a', 'ann@example.test'],
      email: 'ann@example.test',
      plate: { of: 'B-PM 1' },
    };
    await queue.add('job', data, { attempts: 1 });
    await consume(1, () => Promise.reject(new Error('no mailbox ann@example.test at redis://u:hunter2@h')));
    const [job] = (await list()).items;
    expect(job?.payload).to.deep.equal({
      eventIds: ['0197-a', '(hidden)'],
      email: '(hidden)',
      plate: '(hidden)',
    });
    expect(job?.error).to.equal('no mailbox (hidden) at (hidden)');
  });

  it('is 404 for a queue that nobody has declared, without a record', async () => {
    const before = await newest();
    path = '/operations/queues/unknown';
    for (const action of ['pause', 'jobs/retry'])
      expect((await act(action, action === 'pause' ? {} : { expected: 1 })).status).to.equal(404);
    expect((await api.call('GET', `${path}/jobs`, { token: operator })).status).to.equal(404);
    expect(await newest()).to.deep.equal(before);
  });

  it('is for operators; admins may look', async () => {
    const admin = (await api.signedIn('admin')).accessToken;
    for (const action of ['pause', 'resume', 'jobs/retry', 'jobs/discard', 'jobs/promote'])
      expect((await api.call('POST', `${path}/${action}`, { token: admin, body: {} })).status).to.equal(403);
    expect((await api.call('GET', `${path}/jobs`, { token: admin })).status).to.equal(200);
  });

  it('is 503 while Redis is away, which is on the record', async () => {
    await server.kill();
    for (const [action, body] of [
      ['pause', {}],
      ['jobs/retry', { expected: 1 }],
    ] as const) {
      const refused = await act<Record<string, unknown>>(action, body);
      expect(refused.status).to.equal(503);
      expect(refused.body).to.include({ code: 'dependency_unavailable' });
      expect(refused.body.detail).to.match(/^Redis does not answer/);
      const recorded = await newest();
      expect(recorded).to.include({ action: action.split('/').at(-1), queue: queue.name, touched: 0 });
      expect(recorded.error).to.match(/^Redis does not answer/);
    }
    expect((await api.call('GET', `${path}/jobs`, { token: operator })).status).to.equal(503);
  });
});
