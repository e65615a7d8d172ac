import { addCounter } from '../../platform/observability/metrics.js';
import type { Job } from './job.js';
import type { Outcome } from './outcome.js';

/** How runs of jobs end. An error is a `retry` while attempts are left, and `failed` after the last. */
const endings = ['done', 'retry', 'snooze', 'cancel', 'failed'] as const satisfies readonly (
  Outcome['is'] | 'failed'
)[];

export type Ending = (typeof endings)[number];

export type CountEnding = (job: string, ending: Ending) => void;

/** Counts the runs of each job for Prometheus, from 0, so that the first failure is a rise and not a beginning. */
export function countEndings(jobs: readonly Job[]): CountEnding {
  const add = addCounter('parkmate_job_runs_total', 'Runs of jobs in this worker, by how they ended.', [
    'job',
    'ending',
  ]);
  for (const { name } of jobs) for (const ending of endings) add({ job: name, ending }, 0);
  return (job, ending) => {
    add({ job, ending }, 1);
  };
}
