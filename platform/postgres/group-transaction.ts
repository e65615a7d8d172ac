import DataLoader from 'dataloader';
import { isDatabaseUnavailable, isRetryable } from './errors.js';
import type { OpenTransaction } from './open-transaction.js';

/**
 * A group waits no longer than this for a lock, since each of its members waits along. And it keeps to the plans that it has:
 * what its statements need is looked up by key, however many they are for.
 */
export const groupSettings = `; SET LOCAL lock_timeout = '50ms'; SET LOCAL plan_cache_mode = force_generic_plan`;

/** Thrown by a member's work that has to be done alone. */
export class LeavesGroup extends Error {}

/** One member's part of a transaction that several share. */
export interface Part {
  done: Promise<unknown>;
  /** Whether something would be left of it that cannot be told from what the others did. */
  hasEffects: () => boolean;
}

/** What came of a part; false: nothing, and it is to be done alone. */
export type Outcome = { result: unknown } | false;

/**
 * Commits what the members of a group have done, once all have ended.
 * @returns false for those who have thrown; for all of them when the transaction was undone, be it for PostgreSQL's error or
 * for a member that has thrown after it had effects.
 * @throws when nobody knows whether it was committed, or PostgreSQL is not there for anybody.
 */
export async function commitParts(open: OpenTransaction, parts: readonly Part[]): Promise<Outcome[]> {
  const results = await Promise.allSettled(parts.map(({ done }) => done));
  try {
    for (const [n, one] of results.entries()) {
      if (one.status === 'rejected' && parts[n]?.hasEffects()) throw one.reason;
    }
    await open.commit();
  } catch (error) {
    await open.rollback();
    if (isDatabaseUnavailable(error) && !isRetryable(error)) throw error;
    return parts.map(() => false);
  }
  return results.map((one) => one.status === 'fulfilled' && { result: one.value });
}

type Run = (asks: readonly unknown[]) => Promise<unknown[]>;

/** Does in one go what several ask for in the same turn. */
export class SharedWork {
  private readonly loaders = new Map<unknown, DataLoader<unknown, unknown>>();

  /** @param key tells different kinds of work apart; `run` does it, with an answer for each in the order of `asks`. */
  ask(key: unknown, run: Run, ask: unknown): Promise<unknown> {
    let loader = this.loaders.get(key);
    if (!loader) this.loaders.set(key, (loader = new DataLoader(run, { cache: false })));
    return loader.load(ask);
  }
}
