import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { readProcesses } from '../../domain/operations/processes.js';
import { readQueueNames } from '../../domain/operations/queue-names.js';
import { workerAliveKey } from '../../platform/redis/keys.js';
import { openQueue } from '../../platform/redis/queues.js';
import { OwnRedis } from '../harness/own-redis.js';
import { ParkMate } from '../harness/parkmate.js';

describe('The health of a worker', function () {
  this.timeout(30_000);
  let server: OwnRedis;
  let redis: Redis;
  let parkmate: ParkMate;
  before(async () => {
    server = await OwnRedis.prepare();
    await server.start();
    redis = server.connect();
    parkmate = await ParkMate.start({ env: { REDIS_URL: server.url }, apis: 1, workers: 1 });
  });
  after(async () => {
    await parkmate.stop();
    redis.disconnect();
    await server.close();
  });

  const readyz = async () => (await fetch(`${parkmate.url}/readyz`)).status;
  const untilStatus = async (status: number) => {
    while ((await readyz()) !== status) await parkmate.db.query('SELECT pg_sleep(0.1)');
  };

  it('is told to all: what it is, when it worked last, and which queues it consumes', async () => {
    await untilStatus(200);
    let processes = await readProcesses(redis);
    const worked = () => processes.find(({ kind }) => kind === 'worker')?.lastWorkAt;
    while (typeof worked() !== 'string') processes = await readProcesses(redis);
    expect(processes.map(({ kind }) => kind)).to.deep.equal(['api', 'worker']);
    expect(processes[1]).to.include({ version: '0.1.0', sockets: null });
    expect(processes[0]).to.include({ version: '0.1.0', sockets: 0, lastWorkAt: null });
    expect(await readQueueNames(redis)).to.deep.equal([
      ...['deliver-email', 'deliver-push', 'deliver-webhook', 'notify', 'prune', 'relay', 'sweep'],
    ]);
  });

  it('is bad when its jobs hang, though its process runs and says so, and good when they end again', async () => {
    await untilStatus(200);
    const client = await parkmate.db.connect();
    try {
      await client.query('BEGIN; LOCK TABLE bookings, outbox IN ACCESS EXCLUSIVE MODE');
      const [, worker] = await readProcesses(redis);
      await redis.del(workerAliveKey);
      await parkmate.db.query('SELECT pg_sleep(3)');
      expect(await readyz()).to.equal(503);
      const [, later] = await readProcesses(redis);
      expect(Date.parse(later?.seenAt ?? '')).to.be.above(Date.parse(worker?.seenAt ?? ''));
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
    await untilStatus(200);
  });

  it('is good while operators have paused its queues', async () => {
    await untilStatus(200);
    const queues = ['sweep', 'relay'].map((name) => openQueue(name, redis));
    for (const queue of queues) await queue.pause();
    await redis.del(workerAliveKey);
    await untilStatus(200);
    for (const queue of queues) await queue.resume();
  });

  it('is bad when it was killed while everything is paused, once its key has expired', async () => {
    const queues = ['sweep', 'relay'].map((name) => openQueue(name, redis));
    for (const queue of queues) await queue.pause();
    await parkmate.killWorker();
    await redis.del(workerAliveKey);
    await parkmate.db.query('SELECT pg_sleep(3)');
    expect(await readyz()).to.equal(503);
    for (const queue of queues) await queue.resume();
    await parkmate.addWorker();
    await untilStatus(200);
  });
});
