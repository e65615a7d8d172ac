import type { Redis } from 'ioredis';
import { workerAliveKey } from '../domain/queues.js';

const everyMs = 2_000;
const aliveSeconds = 6;

/** Says in Redis that some worker is alive, for the readiness of the API. */
export function startHeartbeat(redis: Redis): { stop: () => void } {
  const beat = () => {
    // While Redis is away nobody can ask either.
    redis.set(workerAliveKey, '1', 'EX', aliveSeconds).catch(() => undefined);
  };
  redis.on('ready', beat);
  const timer = setInterval(beat, everyMs);
  beat();
  return {
    stop: () => {
      clearInterval(timer);
    },
  };
}
