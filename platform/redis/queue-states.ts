import { QueueKeys } from 'bullmq';
import type { Redis } from 'ioredis';
import { keyPrefix } from './keys.js';
import { execute } from './pipelines.js';

/** What Redis holds of one queue at one moment. */
export interface QueueCounts {
  name: string;
  waiting: number;
  active: number;
  delayed: number;
  failed: number;
  paused: boolean;
  /** Age of the oldest waiting job, by the clock of the process that enqueued it; 0 without any. */
  oldestWaitingMs: number;
}

const keys = new QueueKeys(keyPrefix);

/** The counts of any number of queues in two round trips, without the `Queue` of BullMQ, which would write to Redis. */
export async function readQueueStates(redis: Redis, names: readonly string[]): Promise<QueueCounts[]> {
  if (names.length === 0) return [];
  const read = redis.pipeline();
  for (const name of names) {
    read
      .llen(keys.toKey(name, 'wait'))
      // Where BullMQ 5 has moved the jobs of a paused queue. It moves them back when the queue is resumed.
      .llen(keys.toKey(name, 'paused'))
      .llen(keys.toKey(name, 'active'))
      .zcard(keys.toKey(name, 'delayed'))
      .zcard(keys.toKey(name, 'failed'))
      .hexists(keys.toKey(name, 'meta'), 'paused')
      .lindex(keys.toKey(name, 'wait'), -1);
  }
  const replies = await execute(read);
  const perQueue = replies.length / names.length;
  const queues = names.map((name, index) => ({
    name,
    replies: replies.slice(index * perQueue, (index + 1) * perQueue),
  }));
  const readTimes = redis.pipeline();
  for (const { name, replies: of } of queues) {
    const oldest = of[6];
    // A key that does not exist has no time, as a queue without waiting jobs has none.
    readTimes.hget(keys.toKey(name, typeof oldest === 'string' ? oldest : 'none'), 'timestamp');
  }
  const times = await execute(readTimes);
  const now = Date.now();
  return queues.map(({ name, replies: of }, index) => {
    const [wait = 0, legacy = 0, active = 0, delayed = 0, failed = 0, paused = 0] = of.map(Number);
    const enqueuedAt = Number(times[index] ?? now);
    return {
      ...{ name, waiting: wait + legacy, active, delayed, failed, paused: paused === 1 },
      oldestWaitingMs: Math.max(0, now - enqueuedAt),
    };
  });
}
