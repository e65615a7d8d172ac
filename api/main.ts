import path from 'node:path';
import { AccessTokens } from '../domain/accounts/access-tokens.js';
import { RevokedSessions } from '../domain/accounts/revoked-sessions.js';
import { entities } from '../domain/entities.js';
import { FastPath } from '../domain/events/fast-path.js';
import { notifyQueue, type NotifyPayload } from '../domain/events/notify-queue.js';
import { startAddingTotals } from '../domain/operations/start-adding-totals.js';
import { startReporting } from '../domain/operations/start-reporting.js';
import { PendingTotals } from '../domain/operations/totals.js';
import { watchAlerts } from '../domain/operations/alerts/watch-alerts.js';
import { alertOptionsOf } from '../platform/process/alert-settings.js';
import { boot, type Booting } from '../platform/process/boot.js';
import { thisProcess } from '../platform/process/this-process.js';
import { DatabaseClock } from '../platform/postgres/clock.js';
import { Database } from '../platform/postgres/database.js';
import { startMetrics } from '../platform/observability/metrics-server.js';
import { openQueue } from '../platform/redis/queues.js';
import { RedisAccess } from '../platform/redis/access.js';
import { apiNeeds } from '../platform/redis/needed-rights.js';
import { closeRedis, readyWithin } from '../platform/redis/connection.js';
import { allRoutes } from './routes/all-routes.js';
import { createApp } from './app.js';
import { ExpressMessages } from './http/express-messages.js';
import { HttpServer } from './http/server.js';
import { requireSchema } from './routes/readiness.js';
import { attachRealtime } from './realtime/index.js';
import type { Services } from './services.js';
import { secretsOf } from '../platform/process/secret.js';

/** For the first connection to Redis. Without Redis the api starts all the same. */
const redisWithinMs = 250;

const clientFolder = path.resolve(import.meta.dirname, '../web-client');

async function startServices({ env, log, lifecycle }: Booting): Promise<Services> {
  const redisAccess = await RedisAccess.open(env.REDIS_URL, apiNeeds, 'parkmate-api', log);
  lifecycle.onStop('redis access', () => {
    redisAccess.stop();
  });
  const db = await Database.connect({
    url: env.DATABASE_URL,
    pooler: env.DATABASE_POOLER,
    applicationName: 'parkmate-api',
    poolSize: env.DATABASE_POOL_SIZE,
    entities,
    log,
  });
  lifecycle.onStop('database', () => db.close());
  await requireSchema(db);

  const clock = await DatabaseClock.start(db, log);
  lifecycle.onStop('clock', () => {
    clock.stop();
  });
  const ttlSeconds = env.ACCESS_TOKEN_TTL_SECONDS;
  const revokedSessions = await RevokedSessions.start({ db, clock, log }, ttlSeconds);
  lifecycle.onStop('revoked sessions', () => {
    revokedSessions.stop();
  });
  const tokens = new AccessTokens(secretsOf(env), ttlSeconds, clock, revokedSessions);

  const redis = redisAccess.connect('command', 'commands');
  lifecycle.onStop('redis', () => {
    closeRedis(redis);
  });
  // Stopped after the sockets, which count until they are closed.
  const totals = new PendingTotals();
  const adding = startAddingTotals(redis, totals);
  lifecycle.onStop('totals', () => adding.stop());
  return { env, log, clock, db, redis, redisAccess, tokens, revokedSessions, totals };
}

/** Tells the workers at once of what was committed here. */
function openFastPath({ db, redis, log }: Services): void {
  const queue = openQueue<NotifyPayload>(notifyQueue, redis);
  const fastPath = new FastPath((eventIds) => queue.add('notify', { eventIds }), log);
  db.onAnnounce((eventIds) => {
    fastPath.offer(eventIds);
  });
}

await boot('api', async (booting) => {
  const { env, log, lifecycle } = booting;
  const services = await startServices(booting);
  openFastPath(services);

  const metrics = await startMetrics({ host: env.METRICS_HOST, port: env.METRICS_PORT }, log);
  lifecycle.onStop('metrics', () => metrics.stop());

  const alerts = watchAlerts({ ...services, ...alertOptionsOf(env), as: 'stand-in' });
  lifecycle.onStop('alerts', () => alerts.stop());

  const messages = new ExpressMessages();
  const http = new HttpServer({ messages });
  const realtime = attachRealtime(http.server, services);
  lifecycle.onStop('sockets', () => realtime.stop());

  const reporting = startReporting(services.redis, () => ({
    ...thisProcess,
    kind: 'api',
    lastWorkAt: null,
    sockets: realtime.countSockets(),
  }));
  lifecycle.onStop('process report', () => reporting.stop());

  const routes = allRoutes(services, (batch) => {
    realtime.publish(batch);
  });
  const app = createApp(services, routes, clientFolder);
  messages.belongTo(app);
  // A first `/readyz` before that would be 503, and its answer is shared for half a second.
  await readyWithin(services.redis, redisWithinMs);
  const port = await http.listen(app, { port: env.PORT, host: env.HOST });
  lifecycle.onStop('http', () => http.stop());
  log.info('ready', { port, ...(env.HOST === undefined ? {} : { host: env.HOST }) });
});
