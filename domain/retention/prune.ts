import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from '../../platform/postgres/database.js';
import { isStatementTimeout } from '../../platform/postgres/errors.js';
import { messageOf } from '../../platform/errors.js';
import { statement } from '../../platform/postgres/statement.js';
import { retentionRules, type RetentionRule, type RetentionDays } from './retention-rules.js';

/** Rows of one statement: so few that it is over long before its time is up, and nobody waits long for what it locks. */
const rowsAtMost = 2_000;

/** Fewer are not worth a statement. One that takes too long for so few is given up until the next time. */
const rowsAtLeast = 50;

const limitStatement = statement(
  'limit-pruning-statement',
  `SELECT set_config('statement_timeout', $1::text, true)`,
);

export interface Pruned {
  name: string;
  deleted: number;
  /** Why it was not finished, if it was not; the next time goes on from there. */
  unfinished?: string;
}

export interface PruneOptions {
  retention: RetentionDays;
  /** For each kind of rows. What is left then is left to the next time: pruning must not become all that the database does. */
  withinMs: number;
  /** Longer than this no statement holds what it locks. */
  statementMs?: number;
  signal?: AbortSignal;
}

/**
 * Deletes what is no longer needed, in many short statements with as long a rest after each as it took, so that it takes
 * half of one connection's time at most. A kind of rows that fails does not keep the others from being pruned.
 */
export async function prune(
  db: Database,
  { retention, withinMs, statementMs = 2_000, signal }: PruneOptions,
): Promise<Pruned[]> {
  const pruned: Pruned[] = [];
  for (const rule of retentionRules) {
    const days = rule.days(retention);
    if (days === 0) continue;
    pruned.push(
      await pruneKind(db, rule, days, {
        ...{ endsAt: performance.now() + withinMs, statementMs, signal },
      }),
    );
  }
  return pruned;
}

async function pruneKind(
  db: Database,
  { name, remove }: RetentionRule,
  days: number,
  { endsAt, statementMs, signal }: { endsAt: number; statementMs: number; signal: AbortSignal | undefined },
): Promise<Pruned> {
  let total = 0;
  let rows = rowsAtMost;
  for (;;) {
    const startedAt = performance.now();
    try {
      const deleted = await db.transaction(async (tx) => {
        await tx.query(limitStatement, [String(statementMs)]);
        const [row] = await tx.query<{ deleted: number }>(remove, [days, rows]);
        return row?.deleted ?? 0;
      });
      total += deleted;
      if (deleted < rows) return { name, deleted: total };
    } catch (error) {
      if (!isStatementTimeout(error)) return { name, deleted: total, unfinished: messageOf(error) };
      rows = Math.floor(rows / 4);
      if (rows < rowsAtLeast) return { name, deleted: total, unfinished: 'even a few rows take too long' };
    }
    const now = performance.now();
    if (now > endsAt) return { name, deleted: total, unfinished: 'there is more than fits into the time' };
    if (signal?.aborted) return { name, deleted: total, unfinished: 'the worker stops' };
    await wait(now - startedAt);
  }
}
