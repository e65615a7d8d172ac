import { tellBeforeQuietHours } from '../../domain/deliveries/tell-before-quiet-hours.js';
import { defineInProcessJob } from '../runtime/job.js';
import { done } from '../runtime/outcome.js';

/** Tells people of bookings that end in their quiet hours, before those begin. Each booking is locked by one worker, and told of once. */
export const tellBeforeQuietHoursJob = defineInProcessJob({
  name: 'tell-before-quiet-hours',
  schedule: { cron: '35 * * * * *' },
  async run({ db, log }) {
    const told = await tellBeforeQuietHours(db);
    if (told > 0) log.info('told before quiet hours', { told });
    return done;
  },
});
