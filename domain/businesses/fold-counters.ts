import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';

const atOnce = 5_000;

const fold = statement('fold-counters', 'SELECT fold_counters($1) AS folded');

/**
 * Folds counter deltas into the counters, so that reads sum few rows. Short statements with SKIP LOCKED: nothing waits for it, and
 * concurrent runs are harmless.
 */
export async function foldCounters(db: Database): Promise<void> {
  let folded = atOnce;
  while (folded === atOnce) {
    const [row] = await db.query<{ folded: number }>(fold, [atOnce]);
    folded = row?.folded ?? 0;
  }
}
