import type { Redis } from 'ioredis';
import { queueNamesKey } from '../../platform/redis/keys.js';
import { notifyQueue } from '../events/notify-queue.js';

/** Longer than failed jobs are kept: until then operators must be able to find a queue that a release has renamed. */
const keepForMs = 30 * 86_400_000;

/** Says that workers consume these queues, for processes that do not know the declarations of jobs. */
export async function declareQueues(redis: Redis, names: readonly string[], now = Date.now()): Promise<void> {
  if (names.length > 0) await redis.zadd(queueNamesKey, ...names.flatMap((name) => [now, name]));
  await redis.zremrangebyscore(queueNamesKey, '-inf', now - keepForMs);
}

/** Every queue that a worker has declared within the last month, whether one is running or not, in alphabetical order. */
export async function readQueueNames(redis: Redis): Promise<string[]> {
  const declared = await redis.zrange(queueNamesKey, 0, -1);
  return [...new Set([...declared, notifyQueue])].sort();
}
