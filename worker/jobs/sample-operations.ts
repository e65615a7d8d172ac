import { takeSample } from '../../domain/operations/take-sample.js';
import { messageOf } from '../../platform/errors.js';
import { defineInProcessJob } from '../runtime/job.js';
import { done } from '../runtime/outcome.js';

/** Keeps a sample of the figures that operators see as charts. Of all workers one takes it, by a lock in Redis. */
export const sampleOperationsJob = defineInProcessJob({
  name: 'sample-operations',
  schedule: { cron: '*/10 * * * * *' },
  async run({ db, redis, log }) {
    await takeSample({ db, redis }).catch((error: unknown) => {
      // During an outage of Redis, which is logged once.
      log.debug('no sample was taken', { reason: messageOf(error) });
    });
    return done;
  },
});
