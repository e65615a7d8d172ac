import { expect } from 'chai';
import type { Redis } from 'ioredis';
import type { Account } from '../harness/account.js';
import type { Cast } from '../harness/cast.js';
import { Crowd } from '../harness/crowd.js';
import { assertExpiredOnce, insertDueBookings } from '../harness/due-bookings.js';
import { OwnRedis } from '../harness/own-redis.js';
import { ParkMate } from '../harness/parkmate.js';

describe('Two workers and two APIs', function () {
  this.timeout(30_000);
  let redis: OwnRedis;
  let connection: Redis;
  /** Sees every command that anybody sends to Redis. */
  let monitor: Redis;
  let parkmate: ParkMate;
  let cast: Cast;
  let users: Account[];
  let crowd: Crowd;

  before(async () => {
    redis = await OwnRedis.prepare();
    await redis.start();
    connection = redis.connect();
    monitor = await connection.monitor();
    parkmate = await ParkMate.start({ env: { REDIS_URL: redis.url }, apis: 2, workers: 2 });
    cast = await parkmate.cast.business();
    users = await parkmate.users(60);
    crowd = await Crowd.gather(parkmate, [...users, cast.owner]);
  });

  after(async () => {
    monitor.disconnect();
    connection.disconnect();
    await parkmate.stop();
    await redis.close();
    crowd.close();
  });

  it('share the work, and everybody hears of everything once, whichever API they are connected to', async () => {
    const count = 3_000;
    const tellers = new Set<string>();
    monitor.on('monitor', (_time: string, [command, , message]: string[], source: string) => {
      if (command === 'publish' && message?.includes('live-batch')) tellers.add(source);
    });
    const due = await insertDueBookings(parkmate.db, { lot: cast.lot, users, count, inMs: 2_000 });
    await crowd.hears(2 * count, 15_000);
    expect(tellers.size, 'workers that told somebody').to.equal(2);
    await assertExpiredOnce(parkmate.db, due.bookingIds);
    await crowd.expectWholeInboxes(parkmate);
  });

  it('lose and double nothing when Redis forgets everything in the middle of it', async () => {
    const count = 4_000;
    const heardBefore = crowd.heardSoFar;
    const due = await insertDueBookings(parkmate.db, { lot: cast.lot, users, count, inMs: 2_000 });
    const holder = await parkmate.db.connect();
    try {
      await holder.query('BEGIN');
      await holder.query('SELECT FROM inboxes WHERE user_id = ANY($1) FOR UPDATE', [
        [users[0]?.id, cast.owner.id],
      ]);
      // What the workers have taken up waits for the inboxes; what they have not waits in Redis, and is lost with it.
      while ((await connection.llen('{parkmate}:notify:wait')) === 0);
      await connection.flushall();
      const { rows } = await holder.query<{ left: number }>('SELECT count(*)::int AS left FROM outbox');
      expect(rows[0]?.left, 'left to tell when Redis was emptied').to.be.above(0);
      await holder.query('COMMIT');
    } finally {
      holder.release();
    }

    await crowd.hears(heardBefore + 2 * count, 20_000);
    await assertExpiredOnce(parkmate.db, due.bookingIds);
    await crowd.expectWholeInboxes(parkmate);
  });

  it('carry on as one of each when the others are gone', async () => {
    const heardBefore = crowd.heardSoFar;
    await parkmate.killWorker();
    const due = await insertDueBookings(parkmate.db, { lot: cast.lot, users, count: 50, inMs: 300 });
    await crowd.hears(heardBefore + 100, 15_000);
    await assertExpiredOnce(parkmate.db, due.bookingIds);
  });
});
