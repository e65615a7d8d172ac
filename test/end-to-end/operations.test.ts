import { expect } from 'chai';
import type { Redis } from 'ioredis';
import type { QueuesSnapshot } from '../../contract/operations.js';
import { addSample } from '../../domain/operations/samples.js';
import { readTotals } from '../../domain/operations/totals.js';
import { openQueue } from '../../platform/redis/queues.js';
import type { Account } from '../harness/account.js';
import { book } from '../harness/cast.js';
import { refusalOf } from '../harness/live-client.js';
import { OperationsWatcher } from '../harness/operations-watcher.js';
import { OwnRedis } from '../harness/own-redis.js';
import { ParkMate } from '../harness/parkmate.js';
import { hereMs } from '../../dev/tests/machine.js';

const queueOf = ({ queues }: QueuesSnapshot, name: string) => queues?.find((queue) => queue.name === name);

describe('Operators', function () {
  this.timeout(40_000);
  let server: OwnRedis;
  let redis: Redis;
  let parkmate: ParkMate;
  let operator: Account;
  const watchers: OperationsWatcher[] = [];

  before(async () => {
    server = await OwnRedis.prepare();
    await server.start();
    redis = server.connect();
    parkmate = await ParkMate.start({ env: { REDIS_URL: server.url }, apis: 1, workers: 1 });
    operator = await parkmate.account('operator');
  });
  afterEach(() => {
    for (const watcher of watchers.splice(0)) watcher.close();
  });
  after(async () => {
    await parkmate.stop();
    redis.disconnect();
    await server.close();
  });

  const watch = async (account = operator, token = account.token) => {
    const watcher = await OperationsWatcher.connect(parkmate.url, token);
    watchers.push(watcher);
    return watcher;
  };

  it('are sent the samples of the last hour first, then what is now, every second', async () => {
    const at = new Date(Date.now() - 60_000).toISOString();
    const queues = {
      sweep: { waiting: 3, active: 0, delayed: 1, failed: 0, completedPerMinute: 60, oldestWaitingMs: 20 },
    };
    const sample = { at, expiryLagMs: 5, warningLagMs: 6, outboxPending: 1, expiredPerMinute: 7, queues };
    await addSample(redis, { ...sample, totals: { 'completed:sweep': 1 } });
    const watcher = await watch();
    const history = await watcher.history.next();
    expect(history.everyMs).to.equal(10_000);
    expect(history.samples).to.deep.include(sample);
    await watcher.nextQueues();
    expect(watcher.names[0]).to.equal('history');
    // A worker declares its queues some moments after it has started.
    const first = await watcher.nextQueues(({ queues }) => (queues?.length ?? 0) > 1);
    expect(first.queues?.map(({ name }) => name)).to.deep.equal([
      'deliver-email',
      'deliver-push',
      'deliver-webhook',
      'notify',
      'prune',
      'relay',
      'sweep',
    ]);
    expect(first).to.include({ expiryLagMs: 0, warningLagMs: 0, workers: 1 });
    const second = await watcher.nextQueues();
    expect(Date.parse(second.asOf) - Date.parse(first.asOf)).to.be.within(900, 2_000);

    const state = await watcher.nextState(({ processes }) => processes?.[1]?.lastWorkAt !== null);
    expect(state.processes?.map(({ kind, sockets }) => [kind, sockets])).to.deep.equal([
      ['api', state.processes?.[0]?.sockets],
      ['worker', null],
    ]);
    expect(state.outbox).to.deep.equal({ pending: 0, oldestMs: 0, dead: 0 });
    expect(state.alerts).to.deep.equal([]);
    expect(state.postgres).to.include({ isUp: true, replicationLagMs: null });
    expect(state.postgres.connections).to.be.within(1, state.postgres.maxConnections ?? 0);
    expect(state.postgres.databaseBytes).to.be.above(1_000_000);
    expect(state.redis).to.include({ isUp: true, maxBytes: null, evictionPolicy: 'noeviction' });
    expect(state.redis.clients).to.be.above(0);
    expect(state.redis.usedBytes).to.be.above(0);
    expect(state.deliveries?.map(({ outcome }) => outcome)).to.deep.equal([
      ...['written', 'shown', 'read', 'superseded'],
    ]);
  });

  it('are sent each new sample once, which the history of later watchers begins with', async () => {
    const watcher = await watch();
    await watcher.history.next();
    const sample = {
      at: new Date().toISOString(),
      expiryLagMs: 77,
      warningLagMs: 0,
      outboxPending: 0,
      expiredPerMinute: null,
      queues: {},
    };
    await addSample(redis, { ...sample, totals: {} });
    expect(await watcher.samples.next(({ expiryLagMs }) => expiryLagMs === 77)).to.deep.equal(sample);
    await watcher.nextQueues();
    expect(watcher.samples.all.filter(({ expiryLagMs }) => expiryLagMs === 77)).to.have.lengthOf(1);
    const later = await watch();
    expect((await later.history.next()).samples).to.deep.include(sample);
    await later.nextQueues();
    expect(later.samples.all).not.to.deep.include(sample);
    expect(later.names.filter((name) => name === 'history')).to.have.lengthOf(1);
  });

  it('see a queue fill while its worker is stopped, and drain when it is there again', async () => {
    const watcher = await watch();
    await watcher.nextQueues(({ workers }) => workers === 1);
    await parkmate.workers.pop()?.stop();
    await watcher.nextQueues(({ workers }) => workers === 0);
    const queue = openQueue('prune', redis);
    for (let n = 0; n < 3; n++) await queue.add('prune', {}, { timestamp: Date.now() - 5_000 });
    const filled = queueOf(await watcher.nextQueues((now) => queueOf(now, 'prune')?.waiting === 3), 'prune');
    expect(filled?.oldestWaitingMs).to.be.within(5_000, hereMs(10_000));
    await parkmate.addWorker();
    await watcher.nextQueues((now) => now.workers === 1 && queueOf(now, 'prune')?.waiting === 0);
  });

  it('see that a queue is paused', async () => {
    const watcher = await watch();
    await openQueue('prune', redis).pause();
    await watcher.nextQueues((now) => queueOf(now, 'prune')?.paused === true);
    await openQueue('prune', redis).resume();
    await watcher.nextQueues((now) => queueOf(now, 'prune')?.paused === false);
  });

  it('see how many jobs are completed per minute', async () => {
    const totals = await readTotals(redis);
    const aMinuteAgo = { at: new Date(Date.now() - 61_000).toISOString(), expiryLagMs: 0, outboxPending: 0 };
    const before = (totals['completed:sweep'] ?? 0) - 1_000;
    await addSample(redis, { ...aMinuteAgo, queues: {}, totals: { 'completed:sweep': before } });
    const watcher = await watch();
    const isRight = (perMinute = 0) => perMinute > 950 && perMinute < 1_100;
    await watcher.nextQueues((now) => isRight(queueOf(now, 'sweep')?.completedPerMinute));
  });

  it('see that warnings are late while bookings end on time', async () => {
    const watcher = await watch();
    const { user, lot } = await parkmate.cast.business();
    const { id } = await book(user, lot, 0);
    await parkmate.workers.pop()?.stop();
    await parkmate.db.query(`UPDATE bookings SET warn_at = now() - interval '7 seconds' WHERE id = $1`, [id]);
    const late = await watcher.nextQueues(({ warningLagMs }) => (warningLagMs ?? 0) > 0);
    expect(late.warningLagMs).to.be.within(7_000, hereMs(30_000));
    expect(late.expiryLagMs).to.equal(0);
    await parkmate.addWorker();
    await watcher.nextQueues(({ warningLagMs }) => warningLagMs === 0);
  });

  it('and admins are let in, and nobody else', async () => {
    const url = `${parkmate.url}/operations`;
    for (const role of ['user', 'owner'] as const) {
      const { token } = await parkmate.account(role);
      expect(await refusalOf(url, { token }), role).to.equal('forbidden');
    }
    expect(await refusalOf(url, {})).to.equal('unauthenticated');
    const admin = await watch(await parkmate.account('admin'));
    await admin.nextQueues();
  });

  it('hear nothing more when their session ends, or their token expires, and stay with a fresh one', async () => {
    const own = await parkmate.account('operator');
    const [ends, expires, renews] = [
      await watch(own),
      await watch(own, await own.freshToken(2)),
      await watch(operator, await operator.freshToken(2)),
    ];
    const renewed: unknown = await renews.socket
      .timeout(5_000)
      .emitWithAck('auth', { token: operator.token });
    expect(renewed).to.deep.equal({ ok: true });
    expect(await expires.disconnects.next()).to.equal('io server disconnect');
    expect(expires.names.at(-1)).to.equal('session:expired');
    await own.ok('POST', '/auth/logout');
    expect(await ends.disconnects.next()).to.equal('io server disconnect');
    await renews.nextQueues();
    expect(renews.socket.connected).to.equal(true);
  });
});
