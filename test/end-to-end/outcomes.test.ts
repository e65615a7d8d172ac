import { expect } from 'chai';
import { decodeJwt } from 'jose';
import type { Redis } from 'ioredis';
import type { DeliveryCount } from '../../contract/operations.js';
import { addSample } from '../../domain/operations/samples.js';
import type { Account } from '../harness/account.js';
import { book } from '../harness/cast.js';
import { OperationsWatcher } from '../harness/operations-watcher.js';
import { OwnRedis } from '../harness/own-redis.js';
import { ParkMate } from '../harness/parkmate.js';

describe('Outcomes of notifications', function () {
  this.timeout(60_000);
  let server: OwnRedis;
  let redis: Redis;
  let parkmate: ParkMate;

  before(async () => {
    server = await OwnRedis.prepare();
    await server.start();
    redis = server.connect();
    // An hour ago nothing had been counted.
    const at = new Date(Date.now() - 3_600_000).toISOString();
    await addSample(redis, { at, expiryLagMs: 0, outboxPending: 0, queues: {}, totals: {} });
    parkmate = await ParkMate.start({ env: { REDIS_URL: server.url }, apis: 2, workers: 1 });
  });
  after(async () => {
    await parkmate.stop();
    redis.disconnect();
    await server.close();
  });

  /** The same person, with a session of its own at one of the API processes. */
  const deviceOf = async (account: Account, url: string): Promise<Account> => {
    const device = account.with({ token: await account.freshToken(), url });
    const { sid } = decodeJwt(device.token);
    await parkmate.db.query('INSERT INTO sessions (id, user_id) VALUES ($1, $2)', [sid, account.id]);
    return device;
  };
  const counts = (deliveries: readonly DeliveryCount[] | null) =>
    Object.fromEntries((deliveries ?? []).map(({ outcome, count }) => [outcome, count]));

  it('are counted once each, on however many devices, at whichever process, and however often', async () => {
    const { owner, user, lot } = await parkmate.cast.business();
    const operator = await parkmate.account('operator');
    const devices = await Promise.all(parkmate.apis.map(({ url }) => deviceOf(owner, url)));
    const tabs = await Promise.all(devices.map((device) => device.listen()));
    await book(user, lot, 0);
    await parkmate.settled();
    for (const { socket } of tabs)
      expect(await socket.emitWithAck('shown', { seq: 2 })).to.include({ ok: true });
    const isRecorded = async () => {
      const { rows } = await parkmate.db.query('SELECT FROM devices_shown WHERE user_id = $1', [owner.id]);
      return rows.length === 2;
    };
    while (!(await isRecorded()));

    // The payment that waits for its verification is superseded unread.
    const { payment } = await book(user, lot, 1);
    await parkmate.settled();
    await owner.ok('POST', `/payments/${payment.id}/verify`, {});
    await parkmate.settled();
    const { rows } = await parkmate.db.query<{ written: number; id: string }>(
      `SELECT (SELECT count(*)::int FROM notifications) AS written, id FROM notifications
       WHERE user_id = $1 ORDER BY seq LIMIT 1`,
      [owner.id],
    );
    const [first, second] = devices;
    for (let again = 0; again < 2; again++) {
      await first?.ok('POST', '/notifications/read', { ids: [rows[0]?.id] });
      await second?.ok('POST', '/notifications/read', { upTo: 4 });
    }

    const watcher = await OperationsWatcher.connect(parkmate.url, operator.token);
    const expected = { written: rows[0]?.written ?? 0, shown: 2, read: 4, superseded: 1 };
    // Worker and apis add what they have counted each at a time of its own.
    const { deliveries } = await watcher.nextState((state) => {
      const counted = counts(state.deliveries);
      return Object.entries(expected).every(([outcome, count]) => (counted[outcome] ?? 0) >= count);
    });
    expect(counts(deliveries)).to.deep.equal(expected);
    watcher.close();
    for (const tab of tabs) tab.close();
  });
});
