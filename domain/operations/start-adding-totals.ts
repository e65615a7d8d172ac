import type { Redis } from 'ioredis';
import { reportEveryMs } from './processes.js';
import type { PendingTotals } from './totals.js';

/** Adds what this process counts to the totals every two seconds, and when it stops. Redis may be away meanwhile. */
export function startAddingTotals(redis: Redis, totals: PendingTotals): { stop: () => Promise<void> } {
  const add = () => totals.flush(redis).catch(() => undefined);
  const timer = setInterval(() => void add(), reportEveryMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await add();
    },
  };
}
