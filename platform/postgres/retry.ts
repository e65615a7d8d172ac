import { setTimeout as wait } from 'node:timers/promises';
import { databaseRetries } from './database-metrics.js';
import { isRolledBack } from './errors.js';

const attempts = 4;
const firstWaitMs = 10;

/**
 * Retries work that PostgreSQL rolled back: deadlock, serialization failure, stale plan. Backoff with jitter, so that the
 * conflicting transactions do not collide again.
 * @param work one statement or one whole transaction, without side effects outside of the database.
 */
export async function retryRolledBack<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === attempts || !isRolledBack(error)) throw error;
      databaseRetries.inc();
      await wait(Math.random() * firstWaitMs * 3 ** attempt);
    }
  }
}
