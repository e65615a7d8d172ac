import type { Redis } from 'ioredis';
import { watchHistory, type Memory } from '../../domain/notifications/watch-history.js';
import { messageOf } from '../../platform/errors.js';
import { historyPositionKey } from '../../platform/redis/keys.js';
import type { Services } from '../services.js';

const everyMs = 2_000;

/** Kept in Redis, which survives a restart of this process, and in memory, which survives the loss of Redis's data. */
function memoryIn(redis: Redis): Memory {
  let here: number | undefined;
  return {
    async recall() {
      const kept = await redis.get(historyPositionKey).catch(() => null);
      const known = [here, kept === null ? undefined : Number(kept)].filter((value) => value !== undefined);
      return known.length > 0 ? Math.max(...known) : undefined;
    },
    async keep(position) {
      here = position;
      await redis.set(historyPositionKey, position).catch(() => null);
    },
  };
}

/** Checks every two seconds whether the database was restored to an earlier state. */
export function startHistoryWatch({ db, log }: Services, redis: Redis): { stop: () => void } {
  const memory = memoryIn(redis);
  const look = () => {
    watchHistory(db, memory).then(
      (setBack) => {
        if (setBack) log.warn('the database was set back to an earlier state; clients will reload');
      },
      (error: unknown) => log.debug('the history was not looked at', { reason: messageOf(error) }),
    );
  };
  look();
  const timer = setInterval(look, everyMs);
  return {
    stop: () => {
      clearInterval(timer);
    },
  };
}
