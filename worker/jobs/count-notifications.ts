import { countNotifications } from '../../domain/analytics/count-notifications.js';
import { defineInProcessJob } from '../runtime/job.js';
import { done } from '../runtime/outcome.js';

/** Counts what became of notifications, as far as it is due. Of two workers each counts other hours. */
export const countNotificationsJob = defineInProcessJob({
  name: 'count-notifications',
  schedule: { cron: '*/15 * * * * *' },
  async run({ db }) {
    await countNotifications(db);
    return done;
  },
});
