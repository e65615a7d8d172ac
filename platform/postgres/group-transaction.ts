import type pg from 'pg';
import type { DatabaseContext } from './database-context.js';
import { Effects } from './effects.js';
import { isDatabaseUnavailable, isRetryable } from './errors.js';
import { OpenTransaction } from './open-transaction.js';
import { SharedWork } from './shared-work.js';

/**
 * A group waits no longer than this for a lock, since each of its members waits along. And it keeps to the plans that it has:
 * what its statements need is looked up by key, however many they are for.
 */
const groupSettings = `; SET LOCAL lock_timeout = '50ms'; SET LOCAL plan_cache_mode = force_generic_plan`;

/** Thrown by a member's work that has to be done alone. */
export class LeavesGroup extends Error {}

/** Who commits together with others, or by itself. */
export interface Member<Db> {
  work: (db: Db) => Promise<unknown>;
  alone: () => Promise<unknown>;
}

/** The transaction that the members of a group share, as one of them is given it. */
interface MemberTransaction {
  client: pg.PoolClient;
  open: OpenTransaction;
  shared: SharedWork;
  effects: Effects;
}

/** One member's part of a transaction that several share. */
interface Part {
  done: Promise<unknown>;
  effects: Effects;
}

/** What came of a member's work; false: nothing, and it is to be done alone. */
export type Outcome = { result: unknown } | false;

/**
 * Does the work of all members in one transaction, and that of a member who is alone by itself.
 * @param enter gives a member the way to PostgreSQL that leads into the transaction.
 * @throws when nobody knows whether it was committed, or PostgreSQL is not there for anybody.
 */
export async function commitGroup<Db>(
  { dataSource, pool, announcements }: DatabaseContext,
  members: readonly Member<Db>[],
  enter: (transaction: MemberTransaction) => Db,
): Promise<(Outcome | Error)[]> {
  if (members.length <= 1) return Promise.all(members.map(({ alone }) => outcomeOf(alone())));
  return pool.lend(async (client) => {
    const open = new OpenTransaction(client, dataSource, groupSettings);
    const shared = new SharedWork();
    const parts = members.map(({ work }): Part => {
      const effects = new Effects();
      return { effects, done: work(enter({ client, open, shared, effects })) };
    });
    const outcomes = await commitParts(open, parts);
    announcements.publish(parts.flatMap(({ effects }, n) => (outcomes[n] ? effects.announced : [])));
    return outcomes;
  });
}

/**
 * Commits what the members of a group have done, once all have ended.
 * @returns false for those who have thrown; for all of them when the transaction was undone, be it for PostgreSQL's error or
 * for a member that has thrown after it had effects.
 */
async function commitParts(open: OpenTransaction, parts: readonly Part[]): Promise<Outcome[]> {
  const results = await Promise.allSettled(parts.map(({ done }) => done));
  try {
    for (const [n, one] of results.entries()) {
      if (one.status === 'rejected' && parts[n]?.effects.any) throw one.reason;
    }
    await open.commit();
  } catch (error) {
    await open.rollback();
    if (isDatabaseUnavailable(error) && !isRetryable(error)) throw error;
    return parts.map(() => false);
  }
  return results.map((one) => one.status === 'fulfilled' && { result: one.value });
}

/** What came of work, or its error. */
const outcomeOf = (work: Promise<unknown>): Promise<Outcome | Error> =>
  work.then(
    (result) => ({ result }),
    (error: unknown) => (error instanceof Error ? error : new Error('a member failed', { cause: error })),
  );
