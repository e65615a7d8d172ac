import { foldCounters } from '../../domain/businesses/fold-counters.js';
import { defineInProcessJob } from '../runtime/job.js';
import { done } from '../runtime/outcome.js';

/** Folds the rows that changes have added into the counters. Of two workers that do so at once, one finds nothing to do. */
export const foldCountersJob = defineInProcessJob({
  name: 'fold-counters',
  schedule: { cron: '*/10 * * * * *' },
  async run({ db }) {
    await foldCounters(db);
    return done;
  },
});
