import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import sinon from 'sinon';
import type { Caller } from '../../domain/accounts/caller.js';
import { expiredTotal, PendingTotals } from '../../domain/operations/totals.js';
import { openDomain, silentLog, type Domain } from '../../test/harness/domain.js';
import { redisUrl } from '../../test/harness/redis.js';
import { openQueue, openWorker } from '../../platform/redis/queues.js';
import { jobQueueOn } from '../runtime/job-queue.js';
import { sweepJob } from './sweep.js';
import { hereMs } from '../../dev/tests/machine.js';

describe('The job that sweeps', () => {
  let domain: Domain;
  let user: Caller;
  let slotIds: string[];
  let redis: Redis;
  /** As the workers' own, of which none is running here. */
  let queue: ReturnType<typeof openQueue<object>>;
  let totals: PendingTotals;
  let context: Parameters<typeof sweepJob.run>[1];

  beforeEach(async () => {
    domain = await openDomain();
    user = await domain.account('user');
    const { lot } = await domain.lot(100);
    slotIds = lot.slots.map(({ id }) => id);
    redis = new Redis(redisUrl());
    queue = openQueue<object>(`sweep-${randomUUID()}`, redis);
    totals = new PendingTotals();
    context = { db: domain.db, log: silentLog, queue: jobQueueOn(queue, 'sweep'), totals } as typeof context;
  });

  afterEach(async () => {
    await queue.obliterate({ force: true });
    redis.disconnect();
    await domain.close();
  });

  const runSweep = () => sweepJob.run({ reason: 'tick' }, context);

  /** Bookings whose deadlines are so many milliseconds from now. */
  const dueIn = async (deadlinesMs: number[]) => {
    await Promise.all(deadlinesMs.map(() => domain.book(user, slotIds.pop() ?? '')));
    await domain.query(
      `UPDATE bookings SET starts_at = now() - interval '1 hour', warn_at = NULL,
              ends_at = clock_timestamp() + make_interval(secs => in_ms / 1000)
       FROM (SELECT id, row_number() OVER () AS n FROM bookings) AS numbered
       JOIN unnest($1::float8[]) WITH ORDINALITY AS deadline (in_ms, n) USING (n)
       WHERE bookings.id = numbered.id`,
      [deadlinesMs],
    );
  };

  /** Deadlines so close to each other that a sweep would never find itself without the next one. */
  const dense = () => dueIn(Array.from({ length: 60 }, (_, n) => 20 + n * 40));

  const expired = async () => {
    const [row] = await domain.query<{ count: number; early: number }>(
      `SELECT count(*)::int AS count, (count(*) FILTER (WHERE e.occurred_at < b.ends_at))::int AS early
       FROM events e JOIN bookings b ON b.id = e.booking_id WHERE e.type = 'booking.expired'`,
    );
    return row;
  };

  it('ends what is due, and arms nothing when nothing comes soon', async () => {
    await dueIn([-1, 5_000]);
    const counted = sinon.spy(totals, 'add');
    await runSweep();
    expect(counted.args.filter(([, by]) => by > 0)).to.deep.equal([[expiredTotal, 1]]);
    expect(await expired()).to.deep.equal({ count: 1, early: 0 });
    expect(await queue.getJobCountByTypes('waiting', 'delayed')).to.equal(0);
  });

  it('arms one delayed job for a deadline before the next tick, however many sweeps see it', async () => {
    await dueIn([1_100]);
    await Promise.all([runSweep(), runSweep()]);
    const alarms = await queue.getDelayed();
    expect(alarms.map(({ data }) => data)).to.deep.equal([{ reason: 'armed' }]);
    const [{ endsAt } = { endsAt: 0 }] = await domain.query<{ endsAt: number }>(
      `SELECT extract(epoch FROM ends_at)::float8 * 1000 AS "endsAt" FROM bookings`,
    );
    const { timestamp = 0, delay = 0 } = alarms[0] ?? {};
    // A little before the deadline, and later by what passes between reading it and adding the job.
    expect(timestamp + delay - (endsAt - 120)).to.be.within(-10, hereMs(100));
    expect(await expired()).to.deep.equal({ count: 0, early: 0 });
  });

  it('waits itself for a deadline that is closer, so that a delayed job never arms itself', async () => {
    await dueIn([150]);
    await runSweep();
    expect(await expired()).to.deep.equal({ count: 1, early: 0 });
    expect(await queue.getJobCountByTypes('waiting', 'delayed')).to.equal(0);
  });

  it('goes on in another job where deadlines are dense, before the next tick', async () => {
    await dense();
    const startedAt = performance.now();
    await runSweep();
    const tookMs = performance.now() - startedAt;
    expect(tookMs).to.be.within(700, hereMs(1_000));
    expect((await expired())?.count).to.be.within(10, tookMs / 40 + 10);
    expect(await queue.getJobCountByTypes('waiting', 'delayed')).to.equal(1);
  });

  it('ends without a successor when somebody else waits to go on', async () => {
    await dense();
    await queue.add('tick', { reason: 'tick' });
    await runSweep();
    expect(await queue.getJobCountByTypes('waiting', 'delayed')).to.equal(1);
  });

  it('leaves rows that another transaction has locked to the next tick', async () => {
    await dueIn([-1]);
    await domain.db.transaction(async (tx) => {
      await tx.manager.query('SELECT id FROM bookings FOR UPDATE');
      await runSweep();
    });
    expect(await queue.getJobCountByTypes('waiting', 'delayed')).to.equal(0);
  });

  it('can arm a deadline again whose delayed job has failed', async () => {
    await dueIn([1_100]);
    await runSweep();
    const [alarm] = await queue.getDelayed();
    await alarm?.promote();
    const connection = new Redis(redisUrl(), { maxRetriesPerRequest: null });
    const worker = openWorker(queue.name, { connection, redisVersion: '7.0.0' }, () =>
      Promise.reject(new Error('the database is away')),
    );
    await once(worker, 'failed');
    await worker.close();
    connection.disconnect();
    await runSweep();
    expect((await queue.getDelayed()).map(({ id }) => id)).to.deep.equal([alarm?.id]);
  });
});
