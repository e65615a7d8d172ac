import { expect } from 'chai';
import type { Redis } from 'ioredis';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ProcessTable } from '../../dev/processes/process-table.js';
import { keyPrefix } from '../../platform/redis/keys.js';
import type { Account } from '../harness/account.js';
import type { Cast } from '../harness/cast.js';
import { Crowd } from '../harness/crowd.js';
import { assertExpiredOnce, insertDueBookings } from '../harness/due-bookings.js';
import { ParkMate } from '../harness/parkmate.js';
import { RedisCluster } from './redis-cluster.js';

describe('Two workers and two APIs over a Redis Cluster', function () {
  this.timeout(60_000);
  let folder: string;
  let table: ProcessTable;
  let cluster: RedisCluster;
  let parkmate: ParkMate;
  let cast: Cast;
  let users: Account[];
  let crowd: Crowd;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parkmate-cluster-'));
    table = await ProcessTable.open(join(folder, 'processes.lock'), []);
    cluster = await RedisCluster.create(table, folder);
    parkmate = await ParkMate.start({ env: { REDIS_URL: cluster.url }, apis: 2, workers: 2 });
    cast = await parkmate.cast.business();
    users = await parkmate.users(60);
    // Without the owner, who would miss so much in an outage that only HTTP gives it back.
    crowd = await Crowd.gather(parkmate, users);
  });

  after(async () => {
    crowd.close();
    await parkmate.stop();
    await table.stopAll(() => undefined);
    await table.release();
    rmSync(folder, { recursive: true, force: true });
  });

  const readiness = async (url: string) => {
    const answer = await fetch(`${url}/readyz`);
    return ((await answer.json()) as { checks: Record<string, string> }).checks;
  };
  /** After a loss each connection comes back in its own time; of a new master it learns when the old one refuses a command. */
  const isReady = async (url: string) => {
    while (!(await fetch(`${url}/readyz`)).ok) await wait(50);
  };
  const allWell = { postgres: 'ok', redis: 'ok', worker: 'ok', migrations: 'ok' };

  it('share the work, and everybody hears of everything once, whichever API they are connected to', async () => {
    const count = 3_000;
    const monitors: Redis[] = [];
    const tellers = new Set<string>();
    for (const node of cluster.nodes) {
      const connection = node.connect();
      const monitor = await connection.monitor();
      monitors.push(connection, monitor);
      monitor.on('monitor', (_time: string, [command, , message]: string[], source: string) => {
        if (command === 'publish' && message?.includes('live-batch')) tellers.add(source);
      });
    }
    const due = await insertDueBookings(parkmate.db, { lot: cast.lot, users, count, inMs: 2_000 });
    await crowd.hears(count, 15_000);
    for (const connection of monitors) connection.disconnect();
    expect(tellers.size, 'workers that told somebody').to.equal(2);
    await assertExpiredOnce(parkmate.db, due.bookingIds);
    await crowd.expectWholeInboxes(parkmate);
  });

  it('lose and double nothing when the node that holds the queues is killed in the middle of it, and comes back', async () => {
    const count = 4_000;
    const heardBefore = crowd.heardSoFar;
    const { master } = await cluster.roles();
    const due = await insertDueBookings(parkmate.db, { lot: cast.lot, users, count, inMs: 2_000 });
    await crowd.hears(heardBefore + 500, 15_000);
    await master.kill();
    const { rows } = await parkmate.db.query<{ left: number }>('SELECT count(*)::int AS left FROM outbox');
    expect(rows[0]?.left, 'left to tell when the node was killed').to.be.above(0);
    expect(await readiness(parkmate.url)).to.deep.equal({ ...allWell, redis: 'down', worker: 'down' });

    await master.start();
    await parkmate.completed(due.bookingIds);
    await parkmate.settled();
    await crowd.catchUp();
    await assertExpiredOnce(parkmate.db, due.bookingIds);
    await crowd.expectWholeInboxes(parkmate);
  });

  it('carry on when a node is killed that only passes messages on', async () => {
    const { others } = await cluster.roles();
    for (const { url } of parkmate.apis) await isReady(url);
    for (const node of others) {
      const heardBefore = crowd.heardSoFar;
      await node.kill();
      const due = await insertDueBookings(parkmate.db, { lot: cast.lot, users, count: 50, inMs: 500 });
      await crowd.hears(heardBefore + 50, 5_000);
      await assertExpiredOnce(parkmate.db, due.bookingIds);
      for (const { url } of parkmate.apis) expect(await readiness(url)).to.deep.equal(allWell);
      await node.start();
      await cluster.agrees();
    }
    await crowd.expectWholeInboxes(parkmate);
  });

  it('follow the queues when another node takes them over, in the middle of the work', async () => {
    const count = 2_000;
    const heardBefore = crowd.heardSoFar;
    const { master, others } = await cluster.roles();
    const [heir] = others;
    if (!heir) throw new Error('there is no other node');
    const due = await insertDueBookings(parkmate.db, { lot: cast.lot, users, count, inMs: 1_500 });
    await crowd.hears(heardBefore + 200, 15_000);
    await cluster.handOver(master, heir);
    expect((await cluster.roles()).master).to.equal(heir);
    await parkmate.completed(due.bookingIds);
    await parkmate.settled();
    await crowd.catchUp();
    await assertExpiredOnce(parkmate.db, due.bookingIds);
    await crowd.expectWholeInboxes(parkmate);
    for (const { url } of parkmate.apis) await isReady(url);
  });

  it('start while a node is away that REDIS_URL names', async () => {
    const { others } = await cluster.roles();
    const [away] = others;
    await away?.kill();
    const { url } = await parkmate.addApi();
    await parkmate.killWorker();
    await parkmate.killWorker();
    await parkmate.addWorker();
    const heardBefore = crowd.heardSoFar;
    await insertDueBookings(parkmate.db, { lot: cast.lot, users, count: 50, inMs: 500 });
    await crowd.hears(heardBefore + 50, 5_000);
    expect(await readiness(url)).to.deep.equal(allWell);
    await away?.start();
    await cluster.agrees();
  });

  it('go on with a replica when the node that holds the queues is lost', async () => {
    const { master } = await cluster.roles();
    const replica = await cluster.addReplica(master);
    await master.kill();
    const due = await insertDueBookings(parkmate.db, { lot: cast.lot, users, count: 50, inMs: 500 });
    for (const { url } of parkmate.apis) await isReady(url);
    expect(await replica.command('EXISTS', keyPrefix), 'asked for a key that it holds').to.equal('0');
    await parkmate.completed(due.bookingIds);
    await parkmate.settled();
    await crowd.catchUp();
    await assertExpiredOnce(parkmate.db, due.bookingIds);
    await crowd.expectWholeInboxes(parkmate);
  });
});
