import { prune } from '../../domain/retention/prune.js';
import type { Services } from '../services.js';

/** Of the hour between two times. */
const withinMs = 5 * 60_000;

/** Deletes what is no longer needed. */
export async function runPrune({ db, log, retention }: Services, signal: AbortSignal): Promise<void> {
  for (const { name, deleted, unfinished } of await prune(db, { retention, withinMs, signal })) {
    if (unfinished !== undefined) log.warn('pruning is behind', { rows: name, deleted, reason: unfinished });
    else if (deleted > 0) log.info('pruned', { rows: name, deleted });
  }
}
