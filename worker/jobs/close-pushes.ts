import { closePushes } from '../../domain/deliveries/push/close-pushes.js';
import { defineInProcessJob } from '../runtime/job.js';
import { done } from '../runtime/outcome.js';

/** Closes on devices what is not true any more. Each push is looked at by one worker, and closed once. */
export const closePushesJob = defineInProcessJob({
  name: 'close-pushes',
  schedule: { cron: '*/3 * * * * *' },
  async run({ db }) {
    await closePushes(db);
    return done;
  },
});
