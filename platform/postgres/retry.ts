import { setTimeout as wait } from 'node:timers/promises';
import { isRolledBack } from './errors.js';

const attempts = 4;
const firstWaitMs = 10;

/**
 * Does work again that PostgreSQL has undone as a whole for the sake of somebody else's: a deadlock, a serialization
 * failure, a plan that a migration made old. The waits are random, or the two who were in each other's way would meet again.
 * @param work one statement, or one whole transaction; it must have no effect outside of the database.
 */
export async function retryRolledBack<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === attempts || !isRolledBack(error)) throw error;
      await wait(Math.random() * firstWaitMs * 3 ** attempt);
    }
  }
}
