import { countedAtMost, readOutboxSize, type OutboxSize } from '../../domain/events/read-outbox-size.js';
import { addGauges, type ReadGauge } from '../../platform/observability/metrics.js';
import type { Services } from '../services.js';

const bound = `up to ${countedAtMost} of a kind are counted`;

const gauges: readonly ReadGauge<OutboxSize>[] = [
  {
    name: 'parkmate_outbox_pending_events',
    help: `Events that are still to be told; ${bound}, new ones and those that failed.`,
    value: ({ pending }) => pending,
  },
  {
    name: 'parkmate_outbox_oldest_pending_seconds',
    help: 'Seconds since the oldest event happened that is still to be told, 0 when there is none.',
    value: ({ oldestSeconds }) => oldestSeconds,
  },
  {
    name: 'parkmate_outbox_dead_events',
    help: `Events that were given up until retry-dead; ${bound}.`,
    value: ({ dead }) => dead,
  },
];

/** Gauges of the size and age of the outbox. Every worker exposes the same values, since they share it. */
export function addOutboxGauges({ db, log }: Pick<Services, 'db' | 'log'>): void {
  addGauges(() => readOutboxSize(db), gauges, log);
}
