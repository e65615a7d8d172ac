import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from '../../platform/postgres/database.js';
import { isStatementTimeout } from '../../platform/postgres/errors.js';
import { messageOf } from '../../platform/errors.js';
import { statement } from '../../platform/postgres/statement.js';
import { retentionRules, type RetentionRule, type RetentionDays } from './retention-rules.js';

/** Batch size: far below the statement timeout, and short row locks. */
const rowsAtMost = 2_000;

/** Minimum batch size. A timeout at this size ends the pruning of this table until the next run. */
const rowsAtLeast = 50;

const limitStatement = statement(
  'limit-pruning-statement',
  `SELECT set_config('statement_timeout', $1::text, true)`,
);

export interface Pruned {
  name: string;
  deleted: number;
  /** Why it was not finished; the next run continues. */
  unfinished?: string;
}

export interface PruneOptions {
  retention: RetentionDays;
  /** Time budget per table. The rest is left to the next run, so that pruning cannot saturate the database. */
  withinMs: number;
  /** Timeout per statement, which bounds how long its row locks are held. */
  statementMs?: number;
  signal?: AbortSignal;
}

/**
 * Deletes expired rows in short batches, pausing after each for as long as it took: a duty cycle of at most one half of a
 * connection. A table that fails does not prevent the others from being pruned.
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
