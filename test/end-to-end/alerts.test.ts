import { Queue } from 'bullmq';
import { expect } from 'chai';
import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { AlertsQuery } from '../../contract/api/operations.js';
import type { OpenAlert } from '../../contract/operations.js';
import type { Page } from '../../contract/values.js';
import { notifyQueue } from '../../domain/events/notify-queue.js';
import { keyPrefix } from '../../platform/redis/keys.js';
import type { Account } from '../harness/account.js';
import { book, type Cast } from '../harness/cast.js';
import type { LiveClient } from '../harness/live-client.js';
import { OwnRedis } from '../harness/own-redis.js';
import { ParkMate } from '../harness/parkmate.js';
import { WebhookReceiver } from '../harness/webhook-receiver.js';

const secret = randomBytes(48).toString('base64');

describe('Alerts, from their causes to the operator and the webhook', function () {
  this.timeout(40_000);
  let redis: OwnRedis;
  let receiver: WebhookReceiver;
  let parkmate: ParkMate;
  let cast: Cast;
  let operator: Account;
  let hears: LiveClient;

  before(async () => {
    [redis, receiver] = await Promise.all([OwnRedis.prepare(), WebhookReceiver.start()]);
    await redis.start();
    parkmate = await ParkMate.start({
      workers: 1,
      env: {
        ...{
          REDIS_URL: redis.url,
          ALERT_PAUSED_SECONDS: '1',
          ALERT_FAILED_JOBS: '2',
          ALERT_CLEAR_SECONDS: '1',
        },
        ...{
          ALERT_EXPIRY_LAG_SECONDS: '2',
          ALERT_WORKER_SILENCE_SECONDS: '10',
          ALERT_QUEUE_WAIT_SECONDS: '3',
        },
        ...{ ALERT_WEBHOOK_URL: receiver.url, ALERT_WEBHOOK_SECRET: secret, ALERT_WEBHOOK_PRIVATE: 'on' },
      },
    });
    [cast, operator] = await Promise.all([parkmate.cast.business(), parkmate.account('operator')]);
    hears = await operator.listen();
  });
  after(async () => {
    hears.close();
    await parkmate.stop();
    await Promise.all([redis.close(), receiver.stop()]);
  });

  const list = async (query: Partial<Record<keyof AlertsQuery, string>>) => {
    const { items } = await operator.ok<Page<OpenAlert>>(
      'GET',
      `/operations/alerts?${new URLSearchParams(query).toString()}`,
    );
    return items.map(({ rule, subject }) => (subject === '' ? rule : `${rule} ${subject}`));
  };
  const isListed = async (alert: string, open: 'true' | 'false') => {
    for (;;) {
      const alerts = await list({ open, limit: '100' });
      if (alerts.includes(alert)) return;
      await parkmate.db.query('SELECT pg_sleep(0.1)');
    }
  };
  const raised = (...alerts: string[]) => Promise.all(alerts.map((alert) => isListed(alert, 'true')));
  const cleared = (...alerts: string[]) => Promise.all(alerts.map((alert) => isListed(alert, 'false')));
  const isTold = (rule: string) =>
    hears.notifications.next(({ event, data }) => event === 'alert.raised' && data.rule === rule, rule);

  it('are raised and cleared while the workers live: queues, dead events, the settings of Redis', async () => {
    const connection = { url: redis.url };
    const paused = new Queue('prune', { connection, prefix: keyPrefix });
    const failing = new Queue(notifyQueue, { connection, prefix: keyPrefix });
    await paused.pause();
    await paused.add('prune', {});
    // Payloads that no job accepts are dead at once.
    await failing.addBulk([1, 2, 3].map((wrong) => ({ name: 'notify', data: { wrong } })));
    const { rows } = await parkmate.db.query<{ id: string }>(
      `WITH event AS (INSERT INTO events (type, payload) VALUES ('booking.teleported', '{}') RETURNING id)
       SELECT id FROM event`,
    );
    await parkmate.db.query('UPDATE outbox SET attempts = 9, next_at = now() WHERE event_id = $1', [
      rows[0]?.id,
    ]);
    // Large enough that what clients use does not matter.
    await redis.command('SET', 'filler', 'x'.repeat(20_000_000));
    const used = Number(/used_memory:(\d+)/.exec(await redis.command('INFO', 'memory'))?.[1]);
    await redis.command('CONFIG', 'SET', 'maxmemory', Math.round(used * 1.05));
    await redis.command('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru');
    await raised('redis-eviction');
    await redis.command('CONFIG', 'SET', 'maxmemory-policy', 'noeviction');
    await raised(
      ...['redis-memory', 'dead-events', 'failed-jobs notify', 'queue-paused prune'],
      'queue-wait prune',
    );
    await redis.command('CONFIG', 'SET', 'maxmemory', 0);

    await parkmate.db.query('DELETE FROM outbox WHERE dead_at IS NOT NULL');
    await failing.clean(0, 100, 'failed');
    await paused.resume();
    await Promise.all([paused.close(), failing.close()]);
    const told = await isTold('dead-events');
    expect(told).to.include({ type: 'error', link: '/operations' });
    expect(told.message).to.contain('dead-events').and.contain('1 event');
    await hears.changes.next(
      ({ supersededIds }) => supersededIds?.includes(told.id) ?? false,
      'the supersession',
    );
    await cleared(
      ...['redis-eviction', 'redis-memory', 'dead-events', 'failed-jobs notify', 'queue-paused prune'],
      'queue-wait prune',
    );
    const { headers, body } = await receiver.has('"alert.cleared"');
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).to.have.property(
      'type',
      'alert.cleared',
    );
  });

  it('are raised by the api where no worker lives, or Redis is frozen, and cleared when they are back', async () => {
    await book(cast.user, cast.lot, 0, { durationSeconds: 1 });
    const { id } = await book(cast.user, cast.lot, 1);
    await parkmate.killWorker();
    await parkmate.db.query('UPDATE bookings SET warn_at = now() WHERE id = $1', [id]);
    redis.freeze();
    await raised('redis-unreachable', 'expiry-lag', 'warning-lag');
    redis.thaw();
    await Promise.all([raised('no-worker'), receiver.has('"no-worker"')]);
    await parkmate.addWorker();
    await cleared('redis-unreachable', 'expiry-lag', 'warning-lag', 'no-worker');
    await isTold('no-worker');
  });

  it('were raised once each', async () => {
    const { rows } = await parkmate.db.query<{ twice: number }>(
      `SELECT count(*)::int AS twice FROM (
         SELECT FROM alerts WHERE rule <> 'disk-space' GROUP BY rule, subject HAVING count(*) > 1
       ) AS flapping`,
    );
    expect(rows[0]?.twice).to.equal(0);
  });
});
