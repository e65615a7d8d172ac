import { expect } from 'chai';
import type { Booking } from '../../contract/api/bookings.js';
import { entities } from '../../domain/entities.js';
import { notify } from '../../domain/notifications/notify.js';
import { Database } from '../../platform/postgres/database.js';
import { silentLog } from '../harness/domain.js';
import type { Account } from '../harness/account.js';
import { book, type Cast } from '../harness/cast.js';
import { Crowd } from '../harness/crowd.js';
import { assertExpiredOnce, lastExpiryLateMs } from '../harness/due-bookings.js';
import { OwnRedis } from '../harness/own-redis.js';
import { ParkMate } from '../harness/parkmate.js';
import { hereMs } from '../../dev/tests/machine.js';

const answerWithinMs = hereMs(500);

/** Ticks of the cron are a second apart, and no alarm can be armed without Redis. */
const sweepWithinMs = hereMs(2_000);

async function timed<Result>(work: Promise<Result>): Promise<Result> {
  const startedAt = performance.now();
  const result = await work;
  expect(performance.now() - startedAt, 'milliseconds to an answer').to.be.below(answerWithinMs);
  return result;
}

/** Does what a worker does whose messages are lost: the notifications are written, and no client hears of them. */
async function tellWithoutPublishing(parkmate: ParkMate): Promise<void> {
  const { rows } = await parkmate.db.query<{ id: string }>('SELECT event_id AS id FROM outbox');
  const db = await Database.connect({
    url: parkmate.databaseUrl,
    applicationName: 'parkmate-test',
    poolSize: 2,
    entities,
    log: silentLog,
  });
  await notify(
    db,
    rows.map(({ id }) => id),
    silentLog,
  );
  await db.close();
}

describe('While Redis is down', function () {
  this.timeout(30_000);
  let redis: OwnRedis;
  let parkmate: ParkMate;
  let cast: Cast;
  let crowd: Crowd;

  before(async () => {
    redis = await OwnRedis.prepare();
    parkmate = await ParkMate.start({ env: { REDIS_URL: redis.url } });
    cast = await parkmate.cast.business();
    crowd = await Crowd.gather(parkmate, [cast.user, cast.owner]);
  });

  after(async () => {
    await parkmate.stop();
    await redis.close();
    crowd.close();
  });

  /** Books, renews and cancels, lets a booking expire, and says how many notifications that makes. */
  async function work(user: Account, slot: number): Promise<number> {
    const renewed = await timed(book(user, cast.lot, slot));
    await timed(user.ok<Booking>('POST', `/bookings/${renewed.id}/renew`, { durationSeconds: 600 }));
    const cancelled = await timed(book(user, cast.lot, slot + 1));
    await timed(user.ok('POST', `/bookings/${cancelled.id}/cancel`));
    const expiring = await timed(book(user, cast.lot, slot + 2, { durationSeconds: 1 }));
    await parkmate.completed([expiring.id]);
    await assertExpiredOnce(parkmate.db, [expiring.id]);
    expect(await lastExpiryLateMs(parkmate.db, [expiring.id])).to.be.within(0, sweepWithinMs);
    const bookings = 3 * 2;
    return bookings + ['renewed', 'cancelled', 'expired', 'released'].length;
  }

  it('the processes, though started without it, take bookings, expire them, and tell of it as soon as Redis is there', async () => {
    const due = await work(cast.user, 0);
    expect(crowd.heardSoFar, 'heard without Redis').to.equal(0);
    const ready = await fetch(`${parkmate.url}/readyz`);
    expect(ready.status).to.equal(503);
    expect(await ready.json()).to.deep.include({
      checks: { postgres: 'ok', redis: 'down', worker: 'down', migrations: 'ok' },
    });

    await redis.start();
    await crowd.hears(due, 15_000);
    await crowd.expectWholeInboxes(parkmate);
  });

  it('nothing is refused or slow, and those who stayed connected hear of it all afterwards, once', async () => {
    const before = crowd.heardSoFar;
    await redis.kill();
    const due = await work(cast.user, 3);
    expect(crowd.heardSoFar, 'heard without Redis').to.equal(before);

    await redis.start();
    await crowd.hears(before + due, 15_000);
    await parkmate.settled();
    await crowd.expectWholeInboxes(parkmate);
  });

  it('what is told and cannot be published reaches connected clients when Redis is back', async () => {
    const before = crowd.heardSoFar;
    await redis.kill();
    await book(cast.user, cast.lot, 6);
    await tellWithoutPublishing(parkmate);
    expect(crowd.heardSoFar, 'heard without Redis').to.equal(before);

    await redis.start();
    await crowd.hears(before + 2, 15_000);
    await crowd.expectWholeInboxes(parkmate);
  });

  it('the live way is quick again after the outage', async () => {
    const before = crowd.heardSoFar;
    const startedAt = performance.now();
    await book(cast.user, cast.lot, 7);
    await crowd.hears(before + 2, 1_500);
    expect(performance.now() - startedAt, 'by the fast path and not by the relay').to.be.below(hereMs(1_500));
  });
});
