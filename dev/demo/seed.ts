/* Seeds an empty database with the demo data, and adds fresh bookings at every start. */
import { once } from 'node:events';
import { entities } from '../../domain/entities.js';
import { FastPath } from '../../domain/events/fast-path.js';
import { notifyQueue, type NotifyPayload } from '../../domain/events/notify-queue.js';
import { createLogger } from '../../platform/observability/logger.js';
import { Database } from '../../platform/postgres/database.js';
import { readEnv } from '../../platform/process/env.js';
import { closeRedis, connectRedis } from '../../platform/redis/connection.js';
import { openQueue } from '../../platform/redis/queues.js';
import { addDemo } from './demo.js';

const env = readEnv();
const log = createLogger('seed', env);
const redis = connectRedis(env.REDIS_URL, 'command', 'seed', log);
// Commands fail immediately until the connection is ready.
await once(redis, 'ready');
const queue = openQueue<NotifyPayload>(notifyQueue, redis);
const db = await Database.connect({
  url: env.DATABASE_URL,
  pooler: env.DATABASE_POOLER,
  applicationName: 'parkmate-seed',
  poolSize: 2,
  entities,
  log,
});
// Enqueues events as the api does; otherwise the relay would have to find them.
const fastPath = new FastPath((eventIds) => queue.add('notify', { eventIds }), log);
db.onAnnounce((eventIds) => {
  fastPath.offer(eventIds);
});
try {
  await addDemo(db, env);
  await fastPath.flushed();
} finally {
  await db.close();
  closeRedis(redis);
}
