import type { Redis } from 'ioredis';
import { declareQueues } from '../../domain/operations/queue-names.js';
import type { RedisAccess } from '../../platform/redis/access.js';
import { workerAliveKey } from '../../platform/redis/keys.js';

const everyMs = 2_000;
const aliveSeconds = 6;

/**
 * Renews a key with a short TTL in Redis while this worker can consume jobs, which the API's `/readyz` reads, and declares
 * its queues, again and again, since Redis may lose what it holds.
 */
export function startHeartbeat(
  redis: Redis,
  access: RedisAccess,
  queues: readonly string[],
): { stop: () => void } {
  const beat = () => {
    // A worker whose Redis rights are missing consumes nothing.
    if (access.isHeld) return;
    // During a Redis outage nobody can read the key either.
    redis.set(workerAliveKey, '1', 'EX', aliveSeconds).catch(() => undefined);
    declareQueues(redis, queues).catch(() => undefined);
  };
  redis.on('ready', beat);
  const timer = setInterval(beat, everyMs);
  access.onGranted(beat);
  return {
    stop: () => {
      clearInterval(timer);
    },
  };
}
