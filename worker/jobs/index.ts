import type { Job } from '../runtime/job.js';
import { closePushesJob } from './close-pushes.js';
import { countNotificationsJob } from './count-notifications.js';
import { deliverEmailJob } from './deliver-email.js';
import { deliverPushJob } from './deliver-push.js';
import { deliverWebhookJob } from './deliver-webhook.js';
import { foldCountersJob } from './fold-counters.js';
import { notifyJob } from './notify.js';
import { pruneJob } from './prune.js';
import { relayJob } from './relay.js';
import { sampleOperationsJob } from './sample-operations.js';
import { sweepJob } from './sweep.js';
import { tellBeforeQuietHoursJob } from './tell-before-quiet-hours.js';

/** Every job. Queues, consumers, schedules and metrics derive from this list, which is checked when a worker starts. */
export const jobs: readonly Job[] = [
  notifyJob,
  deliverEmailJob,
  deliverPushJob,
  deliverWebhookJob,
  sweepJob,
  relayJob,
  pruneJob,
  foldCountersJob,
  countNotificationsJob,
  sampleOperationsJob,
  tellBeforeQuietHoursJob,
  closePushesJob,
];
