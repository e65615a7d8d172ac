import type { Redis } from 'ioredis';
import type { RedisAccess } from '../../platform/redis/access.js';
import { workerAliveKey } from '../../platform/redis/keys.js';

const everyMs = 2_000;
const aliveSeconds = 6;

/** Says in Redis that some worker is alive and can work, for the readiness of the API. */
export function startHeartbeat(redis: Redis, access: RedisAccess): { stop: () => void } {
  const beat = () => {
    // A worker that may not take jobs is as good as none.
    if (access.isHeld) return;
    // While Redis is away nobody can ask either.
    redis.set(workerAliveKey, '1', 'EX', aliveSeconds).catch(() => undefined);
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
