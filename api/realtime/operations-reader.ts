import type { OperationsState, QueuesSnapshot } from '../../contract/operations.js';
import { readDeadlineLag } from '../../domain/bookings/read-deadline-lag.js';
import { readOutboxSize } from '../../domain/events/read-outbox-size.js';
import { readOpenAlerts } from '../../domain/operations/alerts/list-alerts.js';
import { isAlive, readProcesses } from '../../domain/operations/processes.js';
import { readQueueNames } from '../../domain/operations/queue-names.js';
import { deliveriesSince, withRates, type StoredSample } from '../../domain/operations/samples.js';
import { readTotals } from '../../domain/operations/totals.js';
import { BoundedRead } from '../../platform/async/bounded-read.js';
import { singleFlight } from '../../platform/async/single-flight.js';
import { readPostgresServer } from '../../platform/postgres/server-state.js';
import { readQueueStates } from '../../platform/redis/queue-states.js';
import { readRedisServer } from '../../platform/redis/server-state.js';
import type { Services } from '../services.js';
import { SampleWindow } from './sample-window.js';

/** Of each part, so that all of them fit into a second while a dependency is frozen. */
const withinMs = 600;

/** For how long figures of the servers are kept, which cost more and change less than others. */
const keepServerMs = 5_000;

export interface Reading {
  queues: QueuesSnapshot;
  state: OperationsState;
  newSamples: readonly StoredSample[];
}

/** Reads what operators watch, part by part. A part that fails or takes too long is null, and holds up no other one. */
export class OperationsReader {
  readonly samples: SampleWindow;
  private readonly parts;

  constructor({ db, redis }: Pick<Services, 'db' | 'redis'>) {
    const samples = new SampleWindow(redis);
    this.samples = samples;
    const bounded = <Part>(ask: () => Promise<Part>) => new BoundedRead(ask, withinMs);
    this.parts = {
      queues: bounded(async () => readQueueStates(redis, await readQueueNames(redis))),
      totals: bounded(() => readTotals(redis)),
      processes: bounded(() => readProcesses(redis)),
      samples: bounded(() => samples.refresh()),
      redis: bounded(singleFlight(() => readRedisServer(redis), keepServerMs)),
      lag: bounded(() => readDeadlineLag(db)),
      outbox: bounded(() => readOutboxSize(db)),
      alerts: bounded(() => readOpenAlerts(db)),
      postgres: bounded(singleFlight(() => readPostgresServer(db), keepServerMs)),
    };
  }

  async read(): Promise<Reading> {
    const { parts } = this;
    const [counts, totals, processes, , redis, lag, outbox, alerts, postgres] = await Promise.all([
      parts.queues.read(),
      parts.totals.read(),
      parts.processes.read(),
      parts.samples.read(),
      parts.redis.read(),
      parts.lag.read(),
      parts.outbox.read(),
      parts.alerts.read(),
      parts.postgres.read(),
    ]);
    const now = Date.now();
    const asOf = new Date(now).toISOString();
    const samples = this.samples.all ?? [];
    const isRedisUp = counts !== null && totals !== null;
    const isPostgresUp = [lag, outbox, alerts].some((part) => part !== null);
    return {
      queues: {
        queues: isRedisUp ? withRates(counts, totals, samples, now) : null,
        expiryLagMs: lag && Math.round(lag.expirySeconds * 1_000),
        warningLagMs: lag && Math.round(lag.warningSeconds * 1_000),
        workers: processes && processes.filter((one) => one.kind === 'worker' && isAlive(one, now)).length,
        asOf,
      },
      state: {
        alerts,
        outbox: outbox && {
          ...{ pending: outbox.pending, dead: outbox.dead },
          oldestMs: Math.round(outbox.oldestSeconds * 1_000),
        },
        processes,
        deliveries: totals && deliveriesSince(totals, samples),
        postgres: { isUp: isPostgresUp, ...((isPostgresUp && postgres) || unknownPostgres) },
        redis: { isUp: isRedisUp, ...((isRedisUp && redis) || unknownRedis) },
        asOf,
      },
      newSamples: this.samples.takeFresh(),
    };
  }
}

const unknownPostgres = {
  ...{ connections: null, maxConnections: null, databaseBytes: null, replicationLagMs: null },
};
const unknownRedis = { usedBytes: null, maxBytes: null, evictionPolicy: null, clients: null };
