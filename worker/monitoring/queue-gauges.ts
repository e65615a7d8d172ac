import type { Redis } from 'ioredis';
import { addGauges, type Labelled, type ReadGauge } from '../../platform/observability/read-gauges.js';
import type { Logger } from '../../platform/observability/logger.js';
import { readQueueStates, type QueueCounts } from '../../platform/redis/queue-states.js';

/** Completed jobs are not kept. */
const states = ['waiting', 'active', 'delayed', 'failed'] as const;

const gauges: readonly ReadGauge<QueueCounts[]>[] = [
  {
    name: 'parkmate_queue_jobs',
    help: 'Jobs in a queue, by state.',
    labelNames: ['queue', 'state'],
    value: (queues) =>
      queues.flatMap((queue) =>
        states.map((state): Labelled => ({ labels: { queue: queue.name, state }, value: queue[state] })),
      ),
  },
  {
    name: 'parkmate_queue_paused',
    help: 'Whether a queue is paused: 1 or 0.',
    labelNames: ['queue'],
    value: (queues) => queues.map(({ name, paused }) => ({ labels: { queue: name }, value: paused ? 1 : 0 })),
  },
  {
    name: 'parkmate_queue_oldest_waiting_seconds',
    help: 'Age of the oldest waiting job, 0 when none waits.',
    labelNames: ['queue'],
    value: (queues) =>
      queues.map(({ name, oldestWaitingMs }) => ({
        labels: { queue: name },
        value: oldestWaitingMs / 1_000,
      })),
  },
];

/**
 * Gauges of the queues that workers of this release consume. Every worker exposes the same values, since they share Redis.
 * @returns removes them.
 */
export function addQueueGauges(redis: Redis, queues: readonly string[], log: Logger): () => void {
  return addGauges(() => readQueueStates(redis, queues), gauges, log);
}
