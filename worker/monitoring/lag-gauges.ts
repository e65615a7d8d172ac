import { readDeadlineLag, type DeadlineLag } from '../../domain/bookings/read-deadline-lag.js';
import { countedAtMost, readOutboxSize, type OutboxSize } from '../../domain/events/read-outbox-size.js';
import { addGauges, type ReadGauge } from '../../platform/observability/read-gauges.js';
import type { Services } from '../services.js';

type Lag = OutboxSize & DeadlineLag;

const bound = `up to ${countedAtMost} of a kind are counted`;

const gauges: readonly ReadGauge<Lag>[] = [
  {
    name: 'parkmate_expiry_lag_seconds',
    help: 'Seconds since the end of the oldest booking that is still to be completed, 0 when there is none.',
    value: ({ expirySeconds }) => expirySeconds,
  },
  {
    name: 'parkmate_warning_lag_seconds',
    help: 'Seconds since the oldest warning was due that is still to be given, 0 when there is none.',
    value: ({ warningSeconds }) => warningSeconds,
  },
  {
    name: 'parkmate_outbox_pending_events',
    help: `Events whose notifications are still to be written; ${bound}, new ones and those that failed.`,
    value: ({ pending }) => pending,
  },
  {
    name: 'parkmate_outbox_oldest_pending_seconds',
    help: 'Seconds since the oldest event happened whose notifications are still to be written, 0 when there is none.',
    value: ({ oldestSeconds }) => oldestSeconds,
  },
  {
    name: 'parkmate_outbox_dead_events',
    help: `Events that were given up until retry-dead; ${bound}.`,
    value: ({ dead }) => dead,
  },
];

/**
 * Gauges of what is late in the database. Every worker exposes the same values, since they share it.
 * @returns removes them.
 */
export function addLagGauges({ db, log }: Pick<Services, 'db' | 'log'>): () => void {
  const read = async (): Promise<Lag> => ({
    ...(await readOutboxSize(db)),
    ...(await readDeadlineLag(db)),
  });
  return addGauges(read, gauges, log);
}
