import { matchesApartMs } from '../../platform/process/schedule.js';
import type { QueuedJob } from './job.js';

const longestGapMs = 2_000;

/** The queues of vital jobs that are never without work for long: a schedule adds a job to each at least every two seconds. */
export const tickingQueues = (jobs: readonly QueuedJob[]): string[] =>
  jobs.flatMap(({ queue, schedule, isVital = true }) =>
    isVital && schedule && matchesApartMs(schedule.cron) <= longestGapMs ? [queue] : [],
  );
