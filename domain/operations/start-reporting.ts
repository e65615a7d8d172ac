import type { Redis } from 'ioredis';
import { removeProcess, reportEveryMs, reportProcess, type ProcessReport } from './processes.js';

/** Reports this process every two seconds, and takes it out of the list when it stops. Redis may be away meanwhile. */
export function startReporting(redis: Redis, read: () => ProcessReport): { stop: () => Promise<void> } {
  const report = () => {
    reportProcess(redis, read()).catch(() => undefined);
  };
  redis.on('ready', report);
  const timer = setInterval(report, reportEveryMs);
  if (redis.status === 'ready') report();
  return {
    stop: async () => {
      clearInterval(timer);
      redis.off('ready', report);
      await removeProcess(redis, read().id).catch(() => undefined);
    },
  };
}
