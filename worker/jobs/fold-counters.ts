import { foldCounters } from '../../domain/businesses/fold-counters.js';
import { defineInProcessJob } from '../runtime/job.js';
import { done } from '../runtime/outcome.js';

/** Adds up what changes have counted: of two workers that do so at the same time one has nothing to do. */
export const foldCountersJob = defineInProcessJob({
  name: 'fold-counters',
  schedule: { cron: '*/10 * * * * *' },
  async run({ db }) {
    await foldCounters(db);
    return done;
  },
});
