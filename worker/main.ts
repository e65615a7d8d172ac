import { Emitter } from '@socket.io/redis-emitter';
import { resealSecrets } from '../domain/deliveries/webhooks/reseal-secrets.js';
import { WebhookSecrets } from '../domain/deliveries/webhooks/webhook-secrets.js';
import { FastPath } from '../domain/events/fast-path.js';
import { liveGapEvent } from '../domain/notifications/live-message.js';
import { retryFailedEvents } from '../domain/notifications/record-failures.js';
import { entities } from '../domain/entities.js';
import { startReporting } from '../domain/operations/start-reporting.js';
import { PendingTotals } from '../domain/operations/totals.js';
import { watchAlerts } from '../domain/operations/alerts/watch-alerts.js';
import { alertOptionsOf } from '../platform/process/alert-settings.js';
import { boot } from '../platform/process/boot.js';
import { secretsOf } from '../platform/process/secret.js';
import { thisProcess } from '../platform/process/this-process.js';
import { Database } from '../platform/postgres/database.js';
import { messageOf } from '../platform/errors.js';
import { connectLivePublisher } from '../platform/redis/live-publisher.js';
import { RedisAccess } from '../platform/redis/access.js';
import { workerNeeds } from '../platform/redis/needed-rights.js';
import { closeRedis } from '../platform/redis/connection.js';
import { startMetrics } from '../platform/observability/metrics-server.js';
import { ThrottledLog } from '../platform/observability/throttled-log.js';
import { openChannels } from './channels/open-channels.js';
import { jobs } from './jobs/index.js';
import { notifyJob } from './jobs/notify.js';
import { AliveKey } from './monitoring/alive-key.js';
import { watchDelays } from './monitoring/delay-watch.js';
import { startHeartbeat } from './monitoring/heartbeat.js';
import { startHistoryWatch } from './monitoring/history-watch.js';
import { addAlertGauges } from './monitoring/alert-gauges.js';
import { addLagGauges } from './monitoring/lag-gauges.js';
import { addQueueGauges } from './monitoring/queue-gauges.js';
import { WorkLog } from './monitoring/work-log.js';
import { checkJobs } from './runtime/check-jobs.js';
import { countEndings } from './runtime/count-endings.js';
import { isQueued } from './runtime/job.js';
import { contextsOf, JobQueues } from './runtime/job-queues.js';
import { tickingQueues } from './runtime/ticking-queues.js';
import { startSchedules } from './runtime/schedules.js';
import { startWorkers } from './runtime/workers.js';
import type { Services } from './services.js';

await boot('worker', async ({ env, log, lifecycle }) => {
  checkJobs(jobs);
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
    throttledLog: new ThrottledLog(log),
    emitter,
    redis: commands,
    totals: new PendingTotals(),
    channels: openChannels({ db, env, log }),
    retention: {
      notifications: env.RETENTION_NOTIFICATIONS_DAYS,
      events: env.RETENTION_EVENTS_DAYS,
      connections: env.RETENTION_CONNECTIONS_DAYS,
    },
  };
  lifecycle.onStop('channels', () => {
    for (const channel of services.channels.values()) channel.close?.();
  });
  if (env.JWT_SECRET_ALSO_ACCEPTED !== undefined) {
    await resealSecrets(db, new WebhookSecrets(secretsOf(env))).catch((error: unknown) => {
      log.warn('secrets of webhooks could not be sealed anew', { reason: messageOf(error) });
    });
  }
  const queuedJobs = jobs.filter(isQueued);
  const queueNames = queuedJobs.map(({ queue }) => queue);
  const queues = new JobQueues(queuedJobs, commands);
  const notifications = queues.of(notifyJob);
  const fastPath = new FastPath((eventIds) => notifications.add({ eventIds }), log);
  db.onAnnounce((eventIds) => {
    fastPath.offer(eventIds);
  });

  const metrics = await startMetrics({ host: env.METRICS_HOST, port: env.METRICS_PORT }, log);
  lifecycle.onStop('metrics', () => metrics.stop());
  const gauges = [
    addLagGauges(services),
    addAlertGauges(services),
    addQueueGauges(commands, queueNames, log),
  ];
  lifecycle.onStop('gauges', () => {
    for (const remove of gauges) remove();
  });
  const count = countEndings(jobs);

  // This release may be able to read what an older one was not. Where it fails, their time comes anyway.
  await retryFailedEvents(db).catch((error: unknown) => {
    log.warn('events that were set aside wait on', { reason: messageOf(error) });
  });
  const stopping = new AbortController();
  const contextOf = contextsOf(services, queues, stopping.signal);
  const work = new WorkLog(services.totals);
  const alive = new AliveKey(commands, tickingQueues(queuedJobs), work);
  const workers = startWorkers(queuedJobs, { access, contextOf, count, work, log });
  lifecycle.onStop('workers', () => {
    stopping.abort();
    return workers.stop();
  });

  const heartbeat = startHeartbeat({ ...services, access, alive, queues: queueNames });
  lifecycle.onStop('heartbeat', () => {
    heartbeat.stop();
  });
  const reporting = startReporting(commands, () => ({
    ...thisProcess,
    kind: 'worker',
    lastWorkAt: work.lastWorkAt?.toISOString() ?? null,
    sockets: null,
  }));
  lifecycle.onStop('process report', () => reporting.stop());
  const history = startHistoryWatch(services, commands);
  lifecycle.onStop('history watch', () => {
    history.stop();
  });
  const delays = watchDelays(queues.all, log);
  lifecycle.onStop('delay watch', () => {
    delays.stop();
  });
  const alerts = watchAlerts({
    db,
    redis: commands,
    redisAccess: access,
    log,
    ...alertOptionsOf(env),
    as: 'worker',
  });
  lifecycle.onStop('alerts', () => alerts.stop());

  const schedules = startSchedules(jobs, { services, contextOf, count });
  lifecycle.onStop('schedules', () => schedules.stop());
  log.info('ready');
});
