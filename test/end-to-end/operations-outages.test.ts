import { expect } from 'chai';
import { setTimeout as wait } from 'node:timers/promises';
import { OperationsWatcher } from '../harness/operations-watcher.js';
import { OwnRedis } from '../harness/own-redis.js';
import { ParkMate } from '../harness/parkmate.js';
import { TcpLink } from '../harness/tcp-link.js';

/** The api checks its rights in Redis every five seconds. */
const probes = 1;

/**
 * Counts how often an api without workers, whose Redis nobody else uses, asks for samples while nobody watches, five
 * people do, and nobody does again.
 */
async function countReads(): Promise<void> {
  const redis = await OwnRedis.prepare();
  await redis.start();
  const parkmate = await ParkMate.start({ env: { REDIS_URL: redis.url }, apis: 1, workers: 0 });
  const reads = async () =>
    Number(/cmdstat_lrange:calls=(\d+)/.exec(await redis.command('INFO', 'commandstats'))?.[1] ?? 0);
  const readsWithin = async (seconds: number) => {
    const before = await reads();
    await wait(seconds * 1_000);
    return (await reads()) - before;
  };
  try {
    expect(await readsWithin(3)).to.be.at.most(probes);

    const { token } = await parkmate.account('operator');
    const crowd = await Promise.all(
      Array.from({ length: 5 }, () => OperationsWatcher.connect(parkmate.url, token)),
    );
    await Promise.all(crowd.map((watcher) => watcher.nextQueues()));
    expect(await readsWithin(3)).to.be.within(2, 4 + probes);

    for (const watcher of crowd) watcher.close();
    await wait(2_500);
    expect(await readsWithin(3)).to.be.at.most(probes);
  } finally {
    await parkmate.stop();
    await redis.close();
  }
}

describe('What operators watch', function () {
  this.timeout(40_000);
  /** Mostly waiting, and therefore begun before the first test, with servers of its own. */
  let counted: Promise<void>;
  let redis: OwnRedis;
  let postgres: TcpLink;
  let parkmate: ParkMate;
  const watchers: OperationsWatcher[] = [];

  before(async () => {
    counted = countReads();
    // Its test says what went wrong.
    counted.catch(() => undefined);
    redis = await OwnRedis.prepare();
    await redis.start();
    postgres = await TcpLink.to(process.env.TEST_DATABASE_URL ?? '');
    const byLink = (url: string) => {
      const linked = new URL(url);
      linked.host = new URL(postgres.url).host;
      return linked.href;
    };
    parkmate = await ParkMate.start({
      env: { REDIS_URL: redis.url },
      apis: 1,
      workers: 1,
      databaseBy: byLink,
    });
  });
  afterEach(() => {
    redis.thaw();
    postgres.thaw();
    for (const watcher of watchers.splice(0)) watcher.close();
  });
  after(async () => {
    await parkmate.stop();
    await postgres.cut();
    await redis.close();
  });

  const watch = async () => {
    const { token } = await parkmate.account('operator');
    const watcher = await OperationsWatcher.connect(parkmate.url, token);
    watchers.push(watcher);
    return watcher;
  };
  const apart = (times: string[]) =>
    times.slice(1).map((at, index) => Date.parse(at) - Date.parse(times[index] ?? ''));

  it('goes on every second while Redis is frozen, without its part, and with it afterwards', async () => {
    const watcher = await watch();
    await watcher.nextState((state) => state.redis.isUp);
    redis.freeze();
    const state = await watcher.nextState((now) => !now.redis.isUp);
    expect(state.redis).to.include({ usedBytes: null, clients: null });
    expect(state).to.deep.include({ processes: null, deliveries: null, alerts: [] });
    expect(state.postgres.isUp).to.equal(true);
    expect(state.outbox).not.to.equal(null);
    const frozen = [await watcher.nextQueues(), await watcher.nextQueues(), await watcher.nextQueues()];
    for (const queues of frozen)
      expect(queues).to.include({ queues: null, workers: null, expiryLagMs: 0, warningLagMs: 0 });
    for (const gapMs of apart(frozen.map(({ asOf }) => asOf))) expect(gapMs).to.be.within(100, 1_900);
    redis.thaw();
    await watcher.nextQueues(({ queues, workers }) => queues?.length === 7 && workers === 1);
  });

  it('is there for those who come while Redis is frozen, and the history follows at the latest when it answers', async () => {
    redis.freeze();
    const watcher = await watch();
    await watcher.nextState((now) => !now.redis.isUp);
    redis.thaw();
    await watcher.history.next();
  });

  it('goes on every second while PostgreSQL is frozen, without its part, and with it afterwards', async () => {
    const watcher = await watch();
    await watcher.nextState((state) => state.postgres.isUp && state.redis.isUp);
    postgres.freeze();
    const state = await watcher.nextState((now) => !now.postgres.isUp);
    expect(state).to.include({ alerts: null, outbox: null });
    expect(state.postgres).to.deep.equal({
      ...{
        isUp: false,
        connections: null,
        maxConnections: null,
        databaseBytes: null,
        replicationLagMs: null,
      },
    });
    expect(state.redis.isUp).to.equal(true);
    expect(state.processes).to.have.lengthOf(2);
    const frozen = [await watcher.nextQueues(), await watcher.nextQueues(), await watcher.nextQueues()];
    for (const { expiryLagMs, queues } of frozen) {
      expect(expiryLagMs).to.equal(null);
      expect(queues).to.have.lengthOf(7);
    }
    for (const gapMs of apart(frozen.map(({ asOf }) => asOf))) expect(gapMs).to.be.within(100, 1_900);
    postgres.thaw();
    await watcher.nextState((now) => now.postgres.isUp);
  });

  it('is read once a second for all who watch, and not at all when nobody does', () => counted);
});
