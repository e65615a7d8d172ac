import type pg from 'pg';
import type { DatabaseContext } from './database-context.js';
import { groupCommitMembers } from './database-metrics.js';
import { Effects } from './effects.js';
import { isDatabaseUnavailable, isRetryable } from './errors.js';
import { OpenTransaction } from './open-transaction.js';
import { SharedWork } from './shared-work.js';

/**
 * A short lock_timeout, since all members wait. Generic plans, since its statements use index look-ups regardless of the number of
 * members.
 */
const groupSettings = `; SET LOCAL lock_timeout = '50ms'; SET LOCAL plan_cache_mode = force_generic_plan`;

/** Thrown by a member's work that must run alone. */
export class LeavesGroup extends Error {}

/** A caller that may commit in a group. */
export interface Member<Db> {
  work: (db: Db) => Promise<unknown>;
  alone: () => Promise<unknown>;
}

/** A member's view of the shared transaction. */
export interface MemberTransaction {
  client: pg.PoolClient;
  open: OpenTransaction;
  shared: SharedWork;
  effects: Effects;
}

/** The work of one member. */
interface Part {
  done: Promise<unknown>;
  effects: Effects;
}

/** A member's result; false: it must be repeated alone. */
export type Outcome = { result: unknown } | false;

/**
 * Runs the work of all members in one transaction; a single member runs alone.
 * @param enter creates a member's `Database`.
 * @throws when the outcome of COMMIT is unknown, or PostgreSQL is unavailable.
 */
export async function commitGroup<Db>(
  { dataSource, pool, announcements }: DatabaseContext,
  members: readonly Member<Db>[],
  enter: (transaction: MemberTransaction) => Db,
): Promise<(Outcome | Error)[]> {
  groupCommitMembers.observe(members.length);
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
 * Commits once all members have settled.
 * @returns false for members that threw; for all of them when the transaction was rolled back, because of an error of PostgreSQL or of
 * a member that threw after effects.
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

/** The result of work, or its error. */
const outcomeOf = (work: Promise<unknown>): Promise<Outcome | Error> =>
  work.then(
    (result) => ({ result }),
    (error: unknown) => (error instanceof Error ? error : new Error('a member failed', { cause: error })),
  );
