import type { Redis } from 'ioredis';
import { readQueueStates } from '../../platform/redis/queue-states.js';
import { workerAliveKey } from '../../platform/redis/keys.js';
import type { WorkLog } from './work-log.js';

/** Several ticks, of which one job each is finished by some worker. */
const aliveSeconds = 10;

const renewEveryMs = 1_000;

/**
 * Keeps the key that the API's `/readyz` reads: workers renew it by the jobs that they finish, so that it expires when none
 * consumes, even if all of them run. Where operators have paused every queue that is filled by a schedule, there is no
 * work to do, and `renewIfPaused` renews it.
 */
export class AliveKey {
  private renewedAt = -Infinity;

  /** @param ticking the queues to which a schedule adds jobs at least every few seconds. */
  constructor(
    private readonly redis: Redis,
    private readonly ticking: readonly string[],
    work: WorkLog,
  ) {
    work.onWork(() => {
      this.renew();
    });
  }

  async renewIfPaused(): Promise<void> {
    const queues = await readQueueStates(this.redis, this.ticking);
    if (queues.length > 0 && queues.every(({ paused }) => paused)) this.renew();
  }

  private renew(): void {
    if (performance.now() - this.renewedAt < renewEveryMs) return;
    this.renewedAt = performance.now();
    this.redis.set(workerAliveKey, '1', 'EX', aliveSeconds).catch(() => {
      // The next finished job tries again: the outage may be over by then.
      this.renewedAt = -Infinity;
    });
  }
}
