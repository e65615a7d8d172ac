import { once } from 'node:events';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { warnDueBookings } from '../domain/bookings/warn-bookings.js';
import { entities } from '../domain/entities.js';
import { eventsPerJob, queueNames, type NotifyJob } from '../domain/queues.js';
import { Database } from '../platform/database.js';
import { openQueue } from '../platform/queues.js';
import { connectRedis } from '../platform/redis.js';
import { silentLog } from '../test/domain.js';
import { insertDueBookings } from '../test/harness/due-bookings.js';
import { redisUrl } from '../test/redis.js';
import type { Town } from './town.js';

/** Near enough to be warned of, and not so near that they end meanwhile. */
const endsInMs = 250_000;
const batchSize = 1_000;

/** Events that wait to be told: one warning for each user, so that no two jobs wait for the lock of one inbox. */
export class Backlog {
  private constructor(
    private readonly eventIds: readonly string[],
    private readonly redis: Redis,
    private readonly queue: Queue<NotifyJob>,
  ) {}

  /** Writes the events as a sweep does, and leaves them there. */
  static async write({ parkmate, lot, users }: Town): Promise<Backlog> {
    const eventIds: string[] = [];
    await insertDueBookings(parkmate.db, { lot, users, count: users.length, inMs: endsInMs });
    await parkmate.db.query('UPDATE bookings SET warn_at = now()');
    const settings = { applicationName: 'parkmate-bench', poolSize: 2, entities, log: silentLog };
    const db = await Database.connect({ url: parkmate.databaseUrl, ...settings });
    try {
      while (eventIds.length < users.length)
        eventIds.push(...(await warnDueBookings(db, batchSize)).eventIds);
    } finally {
      await db.close();
    }
    // Or the relay would take them for lost.
    await parkmate.db.query(`UPDATE events SET occurred_at = now() + interval '1 hour'`);
    await parkmate.db.query('ANALYZE');

    const redis = connectRedis(redisUrl(), 'command', 'parkmate-bench', silentLog);
    await once(redis, 'ready');
    return new Backlog(eventIds, redis, openQueue<NotifyJob>(queueNames.notify, redis));
  }

  /** Puts all of it into the queue, in jobs as large as they come. */
  async queueAll(): Promise<void> {
    const jobs: { name: string; data: NotifyJob }[] = [];
    for (let n = 0; n < this.eventIds.length; n += eventsPerJob)
      jobs.push({ name: 'events', data: { eventIds: this.eventIds.slice(n, n + eventsPerJob) } });
    await this.queue.addBulk(jobs);
  }

  close(): void {
    this.redis.disconnect();
  }
}
