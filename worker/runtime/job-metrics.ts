import type { Job as QueuedRun } from 'bullmq';
import { Histogram } from 'prom-client';
import { durationBuckets, latenessBuckets } from '../../platform/observability/buckets.js';

const duration = new Histogram({
  name: 'parkmate_job_duration_seconds',
  help: 'How long a run of a job took, however it ended.',
  labelNames: ['job_name'],
  buckets: durationBuckets,
});

const wait = new Histogram({
  name: 'parkmate_job_wait_seconds',
  help: 'Time from when a job was enqueued, or was due if delayed, until its first run began, by the clocks of both processes.',
  labelNames: ['job_name'],
  buckets: latenessBuckets,
});

/** Measures the runs of one job. */
export function timeRuns(job: string): <Result>(run: () => Promise<Result>) => Promise<Result> {
  const durations = duration.labels(job);
  return async (run) => {
    const startedAt = performance.now();
    try {
      return await run();
    } finally {
      durations.observe((performance.now() - startedAt) / 1_000);
    }
  };
}

/** Measures how long the jobs of one queue waited. Later runs are left out: their time is that of the retry or snooze. */
export function timeWaits(
  job: string,
): (queued: Pick<QueuedRun, 'timestamp' | 'delay' | 'attemptsStarted'>) => void {
  const waits = wait.labels(job);
  return ({ timestamp, delay, attemptsStarted }) => {
    // The producer may run on another machine, whose clock is ahead.
    if (attemptsStarted <= 1) waits.observe(Math.max(0, Date.now() - timestamp - delay) / 1_000);
  };
}
