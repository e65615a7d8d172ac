import type { Job } from '../runtime/job.js';
import { closePushesJob } from './close-pushes.js';
import { deliverJob } from './deliver.js';
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
  deliverJob,
  sweepJob,
  relayJob,
  pruneJob,
  foldCountersJob,
  sampleOperationsJob,
  tellBeforeQuietHoursJob,
  closePushesJob,
];
