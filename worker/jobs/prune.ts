import { z } from 'zod';
import { prune } from '../../domain/retention/prune.js';
import { defineJob } from '../runtime/job.js';
import { done } from '../runtime/outcome.js';

/** For each kind of rows, of the hour between two runs. */
const withinMs = 5 * 60_000;

/** Deletes rows that are past their retention. */
export const pruneJob = defineJob({
  name: 'prune',
  queue: 'prune',
  payload: z.object({}),
  concurrency: 1,
  attempts: 5,
  // Longer than the clocks of two workers may differ, so that one of them runs it.
  schedule: { cron: '17 * * * *', deduplicateMs: 60_000, payload: {} },
  async run(_, { db, log, retention, signal }) {
    for (const { name, deleted, unfinished } of await prune(db, { retention, withinMs, signal })) {
      if (unfinished !== undefined)
        log.warn('pruning is behind', { rows: name, deleted, reason: unfinished });
      else if (deleted > 0) log.info('pruned', { rows: name, deleted });
    }
    return done;
  },
});
