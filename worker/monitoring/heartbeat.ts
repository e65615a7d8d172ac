import type { Redis } from 'ioredis';
import { declareQueues } from '../../domain/operations/queue-names.js';
import { messageOf } from '../../platform/errors.js';
import type { Logger } from '../../platform/observability/logger.js';
import type { RedisAccess } from '../../platform/redis/access.js';
import type { AliveKey } from './alive-key.js';

const everyMs = 2_000;

interface Deps {
  redis: Redis;
  access: RedisAccess;
  alive: AliveKey;
  /** Those that this worker consumes. */
  queues: readonly string[];
  log: Logger;
}

/** Declares the queues of this worker again and again, since Redis may lose what it holds, and notices paused ones. */
export function startHeartbeat({ redis, access, alive, queues, log }: Deps): { stop: () => void } {
  const beat = () => {
    // A worker whose Redis rights are missing consumes nothing.
    if (access.isHeld) return;
    Promise.all([declareQueues(redis, queues), alive.renewIfPaused()]).catch((error: unknown) => {
      log.debug('the heartbeat failed', { reason: messageOf(error) });
    });
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
