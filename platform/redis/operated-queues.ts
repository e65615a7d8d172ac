import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { openQueue } from './queues.js';

/** The queues that operators act on, each opened when it is first needed. */
export class OperatedQueues {
  private readonly opened = new Map<string, Queue>();

  /** @param redis fails fast: somebody waits. */
  constructor(readonly redis: Redis) {}

  /** @param name of a queue that is known to exist. */
  of(name: string): Queue {
    const opened = this.opened.get(name) ?? openQueue(name, this.redis);
    this.opened.set(name, opened);
    return opened;
  }
}
