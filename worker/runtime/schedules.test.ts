import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import sinon from 'sinon';
import { PendingTotals } from '../../domain/operations/totals.js';
import { openDomain, silentLog, type Domain } from '../../test/harness/domain.js';
import { redisUrl } from '../../test/harness/redis.js';
import { jobs } from '../jobs/index.js';
import type { Statement } from '../../platform/postgres/statement.js';
import type { Services } from '../services.js';
import { isQueued, type Job } from './job.js';
import { contextsOf, JobQueues, type ContextOf } from './job-queues.js';
import { startSchedules } from './schedules.js';

const count = () => undefined;

describe('The clock of a worker', function () {
  this.timeout(10_000);
  let domain: Domain;
  let redis: Redis;
  let bookingId: string;

  beforeEach(async () => {
    domain = await openDomain();
    const [user, { lot }] = [await domain.account('user'), await domain.lot(1)];
    bookingId = (await domain.book(user, lot.slots[0]?.id ?? '')).id;
    await domain.query(
      `UPDATE bookings SET starts_at = now() - interval '1 hour', ends_at = now() - interval '1 second'`,
    );
    redis = new Redis(redisUrl());
  });

  afterEach(async () => {
    redis.disconnect();
    await domain.close();
  });

  const services = () =>
    ({
      ...{ db: domain.db, log: silentLog, throttledLog: silentLog },
      emitter: { serverSideEmit: () => true },
      ...{ redis, totals: new PendingTotals(), channels: new Map() },
    }) as unknown as Services;

  /** On queues that nobody listens to. */
  const startOn = (connection: Redis) => {
    const own = jobs.map((job): Job =>
      isQueued(job) ? { ...job, queue: `${job.queue}-${randomUUID()}` } : job,
    );
    const queues = new JobQueues(own.filter(isQueued), connection);
    const contextOf = contextsOf(services(), queues, new AbortController().signal);
    return { queues, schedules: startSchedules(own, { services: services(), contextOf, count }) };
  };

  /** Resolves when everybody has been told of the end of the booking, and nothing is left to be told. */
  const told = async () => {
    for (;;) {
      const [row] = await domain.query<{ told: boolean }>(
        `SELECT NOT EXISTS (SELECT FROM outbox)
                AND EXISTS (SELECT FROM notifications WHERE booking_id = $1 AND event = 'booking.expired') AS told
         FROM pg_sleep(0.01)`,
        [bookingId],
      );
      if (row?.told) return;
    }
  };

  const expired = async () => {
    for (;;) {
      const [row] = await domain.query<{ expired: boolean }>(
        `SELECT EXISTS (SELECT FROM events WHERE booking_id = $1 AND type = 'booking.expired') AS expired
         FROM pg_sleep(0.01)`,
        [bookingId],
      );
      if (row?.expired) return;
    }
  };

  it('does the work itself while nobody hears what it says', async () => {
    const { queues, schedules } = startOn(redis);
    await expired();
    await told();
    await schedules.stop();
    const waiting = await Promise.all(queues.all.map((queue) => queue.getWaitingCount()));
    expect(Math.max(...waiting)).to.be.greaterThan(0);
    for (const queue of queues.all) await queue.obliterate({ force: true });
  });

  it('does the work itself while Redis is away', async () => {
    const away = new Redis({
      port: 1,
      lazyConnect: true,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
    });
    away.on('error', () => undefined);
    const { schedules } = startOn(away);
    await expired();
    await told();
    await schedules.stop();
    away.disconnect();
  });
});

describe('The clock of a worker whose time of day jumps', () => {
  const second = 1_000;
  let clock: sinon.SinonFakeTimers;
  let asked: Record<string, number>;
  let folded: number;
  let printed: sinon.SinonStub[];
  let schedules: ReturnType<typeof startSchedules>;

  beforeEach(() => {
    clock = sinon.useFakeTimers({
      now: Date.parse('2026-11-26T10:00:00.400Z'),
      toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'],
    });
    printed = (['log', 'info', 'warn', 'error', 'debug'] as const).map((level) => sinon.stub(console, level));
    asked = { 'deliver-email': 0, 'deliver-push': 0, 'deliver-webhook': 0, sweep: 0, relay: 0, prune: 0 };
    const queueOf = (name: string) => ({
      add: () => Promise.resolve(`${name}-${(asked[name] = (asked[name] ?? 0) + 1)}`),
      countWaiting: () => Promise.resolve(0),
    });
    folded = 0;
    const db = {
      query: ({ name }: Statement) => {
        if (!name.startsWith('fold')) return Promise.resolve([]);
        folded++;
        return Promise.resolve([{ folded: 0 }]);
      },
    };
    const services = { db, log: silentLog } as unknown as Services;
    const contextOf = ({ name }: { name: string }) => ({ ...services, queue: queueOf(name) });
    schedules = startSchedules(jobs, { services, contextOf: contextOf as unknown as ContextOf, count });
  });

  afterEach(async () => {
    await schedules.stop();
    sinon.restore();
  });

  it('folds what has been counted every ten seconds, without the queue', async () => {
    await clock.tickAsync(60 * second);
    expect(folded).to.equal(6);
  });

  for (const [what, byMs] of Object.entries({
    'back by five seconds': -5 * second,
    'back by a minute': -60 * second,
    'back by an hour': -3_600 * second,
    'forward by an hour': 3_600 * second,
    'forward by two hours': 7_200 * second,
  })) {
    it(`asks for a sweep, a relay and deliveries every second when it is set ${what}, and prints nothing`, async () => {
      await clock.tickAsync(2 * second);
      clock.setSystemTime(Date.now() + byMs);
      await clock.tickAsync(10 * second);
      expect(asked).to.deep.equal({
        'deliver-email': 12,
        'deliver-push': 12,
        'deliver-webhook': 12,
        sweep: 12,
        relay: 12,
        prune: 0,
      });
      expect(printed.map(({ callCount }) => callCount)).to.deep.equal([0, 0, 0, 0, 0]);
    });
  }
});
