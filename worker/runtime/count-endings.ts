import { Counter } from 'prom-client';
import type { Job } from './job.js';
import type { Outcome } from './outcome.js';

/** How runs of jobs end. An error is a `retry` while attempts are left, and `failed` after the last. */
const endings = ['done', 'retry', 'snooze', 'cancel', 'failed'] as const satisfies readonly (
  Outcome['is'] | 'failed'
)[];

export type Ending = (typeof endings)[number];

export type CountEnding = (job: string, ending: Ending) => void;

// Not `job`, which Prometheus itself puts on every series: the name of the group of processes.
const runs = new Counter({
  name: 'parkmate_job_runs_total',
  help: 'Runs of jobs in this worker, by how they ended.',
  labelNames: ['job_name', 'ending'],
});

/** Counts the runs of each job for Prometheus, from 0, so that the first failure is a rise and not a beginning. */
export function countEndings(jobs: readonly Job[]): CountEnding {
  for (const { name } of jobs) for (const ending of endings) runs.inc({ job_name: name, ending }, 0);
  return (job, ending) => {
    runs.inc({ job_name: job, ending });
  };
}
