import { Histogram } from 'prom-client';
import { latenessBuckets } from '../../platform/observability/buckets.js';

export const expiryLateness = new Histogram({
  name: 'parkmate_expiry_lateness_seconds',
  help: 'Time from the end of a booking until the sweep completed it, by the clock of the database.',
  buckets: latenessBuckets,
});

export const warningLateness = new Histogram({
  name: 'parkmate_warning_lateness_seconds',
  help: 'Time from when a warning was due until the sweep recorded it, by the clock of the database.',
  buckets: latenessBuckets,
});
