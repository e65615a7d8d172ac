import { messageOf } from '../../platform/errors.js';
import { isDatabaseUnavailable } from '../../platform/postgres/errors.js';
import { scheduleTask } from '../../platform/process/schedule.js';
import type { Services } from '../services.js';
import type { CountEnding } from './count-endings.js';
import { isQueued, type InProcessJob, type Job } from './job.js';
import { timeRuns } from './job-metrics.js';
import type { ContextOf } from './job-queues.js';
import { ScheduledJob } from './scheduled-job.js';

interface Deps {
  services: Services;
  contextOf: ContextOf;
  count: CountEnding;
}

/** Runs the schedules of all jobs, in every worker. A system clock that jumps does not stop them: see `scheduleTask`. */
export function startSchedules(
  jobs: readonly Job[],
  { services, contextOf, count }: Deps,
): { stop: () => Promise<void> } {
  const { log } = services;
  const scheduled: ScheduledJob<unknown>[] = [];
  const schedules = jobs.flatMap((job) => {
    if (!job.schedule) return [];
    const { cron } = job.schedule;
    if (!isQueued(job)) return scheduleTask(job.name, cron, () => runInProcess(job, services, count), log);
    const ticking = new ScheduledJob(job, job.schedule, contextOf(job), log);
    scheduled.push(ticking);
    return scheduleTask(job.name, cron, () => ticking.tick(), log);
  });
  return {
    stop: async () => {
      await Promise.all(schedules.map((schedule) => schedule.stop()));
      await Promise.all(scheduled.map((job) => job.ended()));
    },
  };
}

async function runInProcess(job: InProcessJob, services: Services, count: CountEnding): Promise<void> {
  try {
    await timeRuns(job.name)(() => job.run(services));
    count(job.name, 'done');
  } catch (error) {
    count(job.name, 'failed');
    services.log.log(isDatabaseUnavailable(error) ? 'debug' : 'warn', 'a job failed', {
      job: job.name,
      reason: messageOf(error),
    });
  }
}
