import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';

const atOnce = 5_000;

const fold = statement('fold-counters', 'SELECT fold_counters($1) AS folded');

/**
 * Adds what changes have counted since the last time to the counters, so that whoever reads them has few rows to sum. In
 * short statements, which nobody waits for; of two that fold at the same time one has nothing to do.
 */
export async function foldCounters(db: Database): Promise<void> {
  let folded = atOnce;
  while (folded === atOnce) {
    const [row] = await db.query<{ folded: number }>(fold, [atOnce]);
    folded = row?.folded ?? 0;
  }
}
