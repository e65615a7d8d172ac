import { Emitter } from '@socket.io/redis-emitter';
import { FastPath } from '../domain/events/fast-path.js';
import { liveGapEvent } from '../domain/notifications/live-message.js';
import { retryFailedEvents } from '../domain/notifications/record-failures.js';
import { queueNames, type NotifyJob, type RelayJob, type SweepJob, type PruneJob } from '../domain/queues.js';
import { entities } from '../domain/entities.js';
import { boot } from '../platform/process/boot.js';
import { Database } from '../platform/postgres/database.js';
import { messageOf } from '../platform/errors.js';
import { connectLivePublisher } from '../platform/redis/live-publisher.js';
import { openQueue } from '../platform/redis/queues.js';
import { RedisAccess } from '../platform/redis/access.js';
import { workerNeeds } from '../platform/redis/needed-rights.js';
import { closeRedis } from '../platform/redis/connection.js';
import { startMetrics } from '../platform/observability/metrics.js';
import { SummarisedLog } from '../platform/observability/summarised-log.js';
import { startCron } from './cron.js';
import { watchDelays } from './delay-watch.js';
import { startHeartbeat } from './heartbeat.js';
import { startHistoryWatch } from './history-watch.js';
import { addOutboxGauges } from './outbox-gauges.js';
import { startWorkers } from './workers.js';
import type { Services } from './services.js';

await boot('worker', async ({ env, log, lifecycle }) => {
  const access = await RedisAccess.open(env.REDIS_URL, workerNeeds, 'parkmate-worker', log);
  lifecycle.onStop('redis access', () => {
    access.stop();
  });
  const db = await Database.connect({
    url: env.DATABASE_URL,
    pooler: env.DATABASE_POOLER,
    applicationName: 'parkmate-worker',
    poolSize: env.DATABASE_POOL_SIZE,
    entities,
    log,
  });
  lifecycle.onStop('database', () => db.close());

  const commands = access.connect('command', 'commands');
  lifecycle.onStop('redis commands', () => {
    closeRedis(commands);
  });
  const publisher = connectLivePublisher(access, 'live', log, () => {
    emitter.serverSideEmit(liveGapEvent);
  });
  const emitter = new Emitter(publisher);
  lifecycle.onStop('redis live', () => {
    closeRedis(publisher);
  });

  const services: Services = {
    db,
    log,
    troubles: new SummarisedLog(log),
    emitter,
    retention: { notifications: env.RETENTION_NOTIFICATIONS_DAYS, events: env.RETENTION_EVENTS_DAYS },
    queues: {
      notify: openQueue<NotifyJob>(queueNames.notify, commands),
      sweep: openQueue<SweepJob>(queueNames.sweep, commands),
      relay: openQueue<RelayJob>(queueNames.relay, commands),
      prune: openQueue<PruneJob>(queueNames.prune, commands),
    },
  };
  const fastPath = new FastPath(services.queues.notify, log);
  db.onAnnounce((eventIds) => {
    fastPath.offer(eventIds);
  });

  const metrics = await startMetrics({ host: env.METRICS_HOST, port: env.METRICS_PORT }, log);
  lifecycle.onStop('metrics', () => metrics.stop());
  addOutboxGauges(services);

  // This release may be able to read what an older one was not. Where it fails, their time comes anyway.
  await retryFailedEvents(db).catch((error: unknown) => {
    log.warn('events that were set aside wait on', { reason: messageOf(error) });
  });
  const workers = startWorkers(services, access);
  lifecycle.onStop('workers', () => workers.stop());

  const heartbeat = startHeartbeat(commands, access);
  lifecycle.onStop('heartbeat', () => {
    heartbeat.stop();
  });
  const history = startHistoryWatch(services, commands);
  lifecycle.onStop('history watch', () => {
    history.stop();
  });
  const { notify, sweep, relay, prune } = services.queues;
  const delays = watchDelays([notify, sweep, relay, prune], log);
  lifecycle.onStop('delay watch', () => {
    delays.stop();
  });
  const cron = startCron(services);
  lifecycle.onStop('cron', () => cron.stop());
  log.info('ready');
});
