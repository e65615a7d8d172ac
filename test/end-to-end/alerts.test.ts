import { Queue } from 'bullmq';
import { expect } from 'chai';
import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { notifyQueue } from '../../domain/events/notify-queue.js';
import { keyPrefix } from '../../platform/redis/keys.js';
import { book, type Cast } from '../harness/cast.js';
import { ListedAlerts } from '../harness/listed-alerts.js';
import type { LiveClient } from '../harness/live-client.js';
import { OwnRedis } from '../harness/own-redis.js';
import { ParkMate } from '../harness/parkmate.js';
import { WebhookReceiver } from '../harness/webhook-receiver.js';

const secret = randomBytes(48).toString('base64');

/** A ParkMate with a Redis of its own, and an operator who listens. */
interface Stand {
  redis: OwnRedis;
  parkmate: ParkMate;
  cast: Cast;
  alerts: ListedAlerts;
  hears: LiveClient;
}

async function setUp(env: Record<string, string>): Promise<Stand> {
  const redis = await OwnRedis.prepare();
  await redis.start();
  const parkmate = await ParkMate.start({ workers: 1, env: { REDIS_URL: redis.url, ...env } });
  const [cast, operator] = await Promise.all([parkmate.cast.business(), parkmate.account('operator')]);
  return { redis, parkmate, cast, alerts: new ListedAlerts(operator), hears: await operator.listen() };
}

async function tearDown({ redis, parkmate, hears }: Stand): Promise<void> {
  hears.close();
  await parkmate.stop();
  await redis.close();
}

const isTold = ({ hears }: Stand, rule: string) =>
  hears.notifications.next(({ event, data }) => event === 'alert.raised' && data.rule === rule, rule);

describe('Alerts, from their causes to the operator and the webhook', function () {
  this.timeout(40_000);
  let receiver: WebhookReceiver;
  let busy: Stand;
  let deserted: Stand;
  /** What happens where no worker lives: mostly waiting, and therefore begun before the first test. */
  let desertion: Promise<void>;

  before(async () => {
    receiver = await WebhookReceiver.start();
    const every = {
      ...{ ALERT_CLEAR_SECONDS: '1', ALERT_WEBHOOK_PRIVATE: 'on' },
      ...{ ALERT_WEBHOOK_URL: receiver.url, ALERT_WEBHOOK_SECRET: secret },
    };
    [busy, deserted] = await Promise.all([
      setUp({
        ...every,
        ...{ ALERT_PAUSED_SECONDS: '1', ALERT_FAILED_JOBS: '2', ALERT_QUEUE_WAIT_SECONDS: '3' },
        ...{ ALERT_OUTBOX_LAG_SECONDS: '1', ALERT_REDIS_MEMORY_PERCENT: '90' },
      }),
      setUp({ ...every, ALERT_EXPIRY_LAG_SECONDS: '2', ALERT_WORKER_SILENCE_SECONDS: '10' }),
    ]);
    desertion = desert(deserted);
    // Its test says what went wrong.
    desertion.catch(() => undefined);
  });
  after(async () => {
    await Promise.all([tearDown(busy), tearDown(deserted)]);
    await receiver.stop();
  });

  const desert = async ({ redis, parkmate, cast, alerts }: Stand) => {
    await book(cast.user, cast.lot, 0, { durationSeconds: 1 });
    const { id } = await book(cast.user, cast.lot, 1);
    await parkmate.killWorker();
    await parkmate.db.query('UPDATE bookings SET warn_at = now() WHERE id = $1', [id]);
    redis.freeze();
    await alerts.raised('redis-unreachable', 'expiry-lag', 'warning-lag');
    redis.thaw();
    await Promise.all([alerts.raised('no-worker'), receiver.has('"no-worker"')]);
    await parkmate.addWorker();
    await alerts.cleared('redis-unreachable', 'expiry-lag', 'warning-lag', 'no-worker');
    await isTold(deserted, 'no-worker');
  };

  it('are raised and cleared while the workers live: queues, the outbox, dead events, the settings of Redis', async () => {
    const { redis, parkmate, cast, alerts, hears } = busy;
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
    const locksInbox = await parkmate.db.connect();
    await locksInbox.query('BEGIN');
    await locksInbox.query('SELECT FROM inboxes WHERE user_id = $1 FOR UPDATE', [cast.owner.id]);
    await book(cast.user, cast.lot, 0);
    // Large enough that what clients use does not matter.
    await redis.command('SET', 'filler', 'x'.repeat(20_000_000));
    const used = Number(/used_memory:(\d+)/.exec(await redis.command('INFO', 'memory'))?.[1]);
    await redis.command('CONFIG', 'SET', 'maxmemory', Math.round(used * 1.05));
    await redis.command('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru');
    await alerts.raised('redis-eviction');
    await redis.command('CONFIG', 'SET', 'maxmemory-policy', 'noeviction');
    await alerts.raised(
      ...['redis-memory', 'dead-events', 'failed-jobs notify', 'queue-paused prune'],
      ...['queue-wait prune', 'outbox-lag'],
    );
    await redis.command('CONFIG', 'SET', 'maxmemory', 0);

    await locksInbox.query('COMMIT');
    locksInbox.release();
    await parkmate.db.query('DELETE FROM outbox WHERE dead_at IS NOT NULL');
    await failing.clean(0, 100, 'failed');
    await paused.resume();
    await Promise.all([paused.close(), failing.close()]);
    const told = await isTold(busy, 'dead-events');
    expect(told).to.include({ type: 'error', link: '/operations' });
    expect(told.message).to.contain('dead-events').and.contain('1 event');
    await hears.changes.next(
      ({ supersededIds }) => supersededIds?.includes(told.id) ?? false,
      'the supersession',
    );
    await alerts.cleared(
      ...['redis-eviction', 'redis-memory', 'dead-events', 'failed-jobs notify', 'queue-paused prune'],
      ...['queue-wait prune', 'outbox-lag'],
    );
    const { headers, body } = await receiver.has('"alert.cleared"');
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).to.have.property(
      'type',
      'alert.cleared',
    );
  });

  it('are raised by the api where no worker lives, or Redis is frozen, and cleared when they are back', () =>
    desertion);

  for (const where of ['busy', 'deserted'] as const) {
    it(`were raised once each, where the workers ${where === 'busy' ? 'lived' : 'were away'}`, async () => {
      const { parkmate } = where === 'busy' ? busy : deserted;
      const { rows } = await parkmate.db.query<{ alert: string }>(
        `SELECT rule || ' ' || subject AS alert FROM alerts GROUP BY rule, subject HAVING count(*) > 1`,
      );
      expect(rows).to.deep.equal([]);
    });
  }
});
