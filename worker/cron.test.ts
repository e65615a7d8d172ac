import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import type { RelayJob, SweepJob, TidyJob } from '../domain/queues.js';
import { openDomain, silentLog, type Domain } from '../test/domain.js';
import { redisUrl } from '../test/redis.js';
import { openQueue } from '../platform/queues.js';
import { startCron } from './cron.js';
import type { Services } from './services.js';

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

  /** Queues that nobody listens to. */
  const queuesOn = (connection: Redis) => ({
    sweep: openQueue<SweepJob>(`sweep-${randomUUID()}`, connection),
    relay: openQueue<RelayJob>(`relay-${randomUUID()}`, connection),
    tidy: openQueue<TidyJob>(`tidy-${randomUUID()}`, connection),
  });

  const expired = async () => {
    for (;;) {
      const [event] = await domain.query(
        `SELECT FROM events WHERE booking_id = $1 AND type = 'booking.expired'`,
        [bookingId],
      );
      if (event) return;
    }
  };

  it('does the work itself while nobody hears what it says', async () => {
    const queues = queuesOn(redis);
    const cron = startCron({ db: domain.db, log: silentLog, queues } as unknown as Services);
    await expired();
    await cron.stop();
    expect(await queues.sweep.getWaitingCount()).to.be.greaterThan(0);
    for (const queue of Object.values(queues)) await queue.obliterate({ force: true });
  });

  it('does the work itself while Redis is away', async () => {
    const away = new Redis({
      port: 1,
      lazyConnect: true,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
    });
    away.on('error', () => undefined);
    const cron = startCron({ db: domain.db, log: silentLog, queues: queuesOn(away) } as unknown as Services);
    await expired();
    await cron.stop();
    away.disconnect();
  });
});
