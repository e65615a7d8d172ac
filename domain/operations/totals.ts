import type { Redis } from 'ioredis';
import { operationTotalsKey } from '../../platform/redis/keys.js';
import { execute } from '../../platform/redis/pipelines.js';

/** Counts that only grow, by name, summed over all processes. */
export type Totals = Record<string, number>;

/** Names the total of jobs of a queue that were completed. */
export const completedTotal = (queue: string) => `completed:${queue}`;

/** Names the total of bookings that the sweep has ended. */
export const expiredTotal = 'expired';

/** Names the total of notifications by what became of them. */
export const deliveryTotal = (channel: string, outcome: string) => `delivery:${channel}:${outcome}`;

/** What this process has counted since its last flush: one command per name and flush, not per count. */
export class PendingTotals {
  private counts = new Map<string, number>();

  add(name: string, by: number): void {
    if (by > 0) this.counts.set(name, (this.counts.get(name) ?? 0) + by);
  }

  /** Adds the counts to those in Redis. While Redis is away they are kept. */
  async flush(redis: Redis): Promise<void> {
    const taken = this.counts;
    if (taken.size === 0) return;
    this.counts = new Map();
    const pipeline = redis.pipeline();
    for (const [name, by] of taken) pipeline.hincrby(operationTotalsKey, name, by);
    try {
      await execute(pipeline);
    } catch (error) {
      for (const [name, by] of taken) this.add(name, by);
      throw error;
    }
  }
}

export async function readTotals(redis: Redis): Promise<Totals> {
  const totals = await redis.hgetall(operationTotalsKey);
  return Object.fromEntries(Object.entries(totals).map(([name, count]) => [name, Number(count)]));
}
