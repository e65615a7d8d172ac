import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { operationSamplesKey, operationTotalsKey } from '../../platform/redis/keys.js';
import { openQueue } from '../../platform/redis/queues.js';
import { openDomain, type Domain } from '../../test/harness/domain.js';
import { OwnRedis } from '../../test/harness/own-redis.js';
import { declareQueues } from './queue-names.js';
import {
  addSample,
  deliveriesSince,
  inAppTotal,
  readSamples,
  withRates,
  type StoredSample,
} from './samples.js';
import { takeSample } from './take-sample.js';
import { completedTotal, expiredTotal, PendingTotals, readTotals } from './totals.js';

const start = Date.parse('2026-01-01T00:00:00.000Z');
const sampleAt = (ms: number, totals: Record<string, number> = {}): StoredSample => ({
  ...{ at: new Date(start + ms).toISOString(), expiryLagMs: 0, outboxPending: 0, queues: {}, totals },
});
const sweep = {
  ...{ name: 'sweep', waiting: 0, active: 0, delayed: 0, failed: 0, paused: false, oldestWaitingMs: 0 },
};

describe('Samples', () => {
  let server: OwnRedis;
  let redis: Redis;
  before(async () => {
    server = await OwnRedis.prepare();
    await server.start();
    redis = server.connect();
  });
  beforeEach(() => redis.flushall());
  after(async () => {
    redis.disconnect();
    await server.close();
  });

  describe('are taken of the real figures', () => {
    let domain: Domain;
    before(async () => {
      domain = await openDomain();
    });
    after(() => domain.close());

    it('with queues, rates, the outbox and the lag of expiries and warnings', async () => {
      const [user, { lot }] = [await domain.account('user'), await domain.lot(1)];
      const { id } = await domain.book(user, lot.slots[0]!.id);
      await domain.query(`UPDATE bookings SET warn_at = now() - interval '2 hours' WHERE id = $1`, [id]);
      await domain.end(id);
      await declareQueues(redis, ['sweep']);
      await openQueue('sweep', redis).add('sweep', {}, { timestamp: start });
      const totals = new PendingTotals();
      totals.add(completedTotal('sweep'), 100);
      await totals.flush(redis);
      await takeSample({ db: domain.db, redis }, start);
      totals.add(completedTotal('sweep'), 30);
      totals.add(expiredTotal, 5);
      await totals.flush(redis);
      await takeSample({ db: domain.db, redis }, start + 30_000);

      const [first, second] = await readSamples(redis);
      expect(first).to.deep.include({ at: '2026-01-01T00:00:00.000Z', totals: { 'completed:sweep': 100 } });
      expect(first!.queues.sweep).to.include({ waiting: 1, delayed: 0, completedPerMinute: 0 });
      expect(Object.keys(first!.queues)).to.deep.equal(['notify', 'sweep']);
      expect(first!.expiryLagMs).to.be.within(3_600_000, 3_660_000);
      expect(first!.warningLagMs).to.be.within(7_200_000, 7_260_000);
      expect(first!.outboxPending).to.be.above(0);
      expect(second!.queues.sweep).to.include({ completedPerMinute: 60 });
      expect([first!.expiredPerMinute, second!.expiredPerMinute]).to.deep.equal([null, 10]);
    });

    it('by one worker of many, once in ten seconds', async () => {
      const took = await Promise.all(
        Array.from({ length: 5 }, () => takeSample({ db: domain.db, redis }, start)),
      );
      expect(took.filter(Boolean)).to.have.lengthOf(1);
      expect(await takeSample({ db: domain.db, redis }, start + 9_999)).to.equal(false);
      expect(await takeSample({ db: domain.db, redis }, start + 10_000)).to.equal(true);
      expect(await readSamples(redis)).to.have.lengthOf(2);
    });
  });

  it('without PostgreSQL have no figures of it', async () => {
    const domain = await openDomain();
    await domain.db.close();
    await takeSample({ db: domain.db, redis }, start);
    expect(await readSamples(redis)).to.have.lengthOf(1);
    expect((await readSamples(redis))[0]).to.include({
      ...{ expiryLagMs: null, warningLagMs: null, outboxPending: null },
    });
    Object.assign(domain.db, { close: () => Promise.resolve() });
    await domain.close();
  });

  it('are kept for an hour', async () => {
    for (let n = 0; n < 400; n++) await addSample(redis, sampleAt(n * 10_000));
    const samples = await readSamples(redis);
    expect(samples).to.have.lengthOf(360);
    expect(samples.at(0)?.at).to.equal(sampleAt(40 * 10_000).at);
    expect(samples.at(-1)?.at).to.equal(sampleAt(399 * 10_000).at);
    expect(await redis.llen(operationSamplesKey)).to.equal(360);
  });

  it('give rates over the last minute, whatever was before, and none from Redis that has lost its totals', () => {
    const rate = (samples: StoredSample[], completed: number, nowMs: number) =>
      withRates([sweep], { 'completed:sweep': completed }, samples, start + nowMs)[0]?.completedPerMinute;
    const of = (ms: number, completed: number) => sampleAt(ms, { 'completed:sweep': completed });
    expect(rate([of(0, 0), of(60_000, 1_000), of(120_000, 1_060)], 1_120, 180_000)).to.equal(60);
    expect(rate([of(0, 100)], 110, 10_000)).to.equal(60);
    expect(rate([of(0, 100)], 110, 600_000)).to.equal(1);
    expect(rate([of(0, 100)], 110, 1_000)).to.equal(0);
    expect(rate([], 110, 0)).to.equal(0);
    expect(rate([of(0, 1_000)], 5, 60_000)).to.equal(0);
  });

  it('say what became of the notifications of the last hour', () => {
    const then = { [inAppTotal('written')]: 10, [inAppTotal('shown')]: 8 };
    const now = { [inAppTotal('written')]: 25, [inAppTotal('shown')]: 20, [inAppTotal('read')]: 3 };
    expect(deliveriesSince(now, [sampleAt(0, then), sampleAt(10_000, now)])).to.deep.equal([
      { channel: 'in-app', outcome: 'written', count: 15 },
      { channel: 'in-app', outcome: 'shown', count: 12 },
      { channel: 'in-app', outcome: 'read', count: 3 },
      { channel: 'in-app', outcome: 'superseded', count: 0 },
    ]);
  });
});

describe('Totals', () => {
  let server: OwnRedis;
  let redis: Redis;
  before(async () => {
    server = await OwnRedis.prepare();
    await server.start();
    redis = server.connect();
  });
  after(async () => {
    redis.disconnect();
    await server.close();
  });

  it('are summed over all processes, by one command for any number of counts', async () => {
    const [one, two] = [new PendingTotals(), new PendingTotals()];
    for (let n = 0; n < 1_000; n++) one.add('a', 1);
    two.add('a', 1);
    two.add('b', 2);
    await redis.config('RESETSTAT');
    await one.flush(redis);
    expect(await redis.info('commandstats')).to.contain('cmdstat_hincrby:calls=1,');
    await two.flush(redis);
    await two.flush(redis);
    expect(await readTotals(redis)).to.deep.equal({ a: 1_001, b: 2 });
  });

  it('lose nothing that was counted while Redis was away', async () => {
    await redis.del(operationTotalsKey);
    const totals = new PendingTotals();
    totals.add('a', 3);
    const away = server.connect();
    away.disconnect();
    const refused = await totals.flush(away).then(
      () => false,
      () => true,
    );
    expect(refused).to.equal(true);
    totals.add('a', 1);
    await totals.flush(redis);
    expect(await readTotals(redis)).to.deep.equal({ a: 4 });
  });
});
