import { declareQueues } from '../../domain/operations/queue-names.js';
import { messageOf } from '../../platform/errors.js';
import type { RedisAccess } from '../../platform/redis/access.js';
import type { Services } from '../services.js';
import type { AliveKey } from './alive-key.js';

const everyMs = 2_000;

interface Deps extends Pick<Services, 'redis' | 'totals' | 'log'> {
  access: RedisAccess;
  alive: AliveKey;
  /** Those that this worker consumes. */
  queues: readonly string[];
}

/**
 * Declares the queues of this worker again and again, since Redis may lose what it holds, notices paused ones, and adds
 * what was counted to the totals.
 */
export function startHeartbeat({ redis, access, alive, queues, totals, log }: Deps): { stop: () => void } {
  const beat = () => {
    // A worker whose Redis rights are missing consumes nothing.
    if (access.isHeld) return;
    Promise.all([declareQueues(redis, queues), alive.renewIfPaused(), totals.flush(redis)]).catch(
      (error: unknown) => {
        log.debug('the heartbeat failed', { reason: messageOf(error) });
      },
    );
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
