import { messageOf } from '../../platform/errors.js';
import type { Logger } from '../../platform/observability/logger.js';
import { eventsPerJob } from './notify-queue.js';

/** Puts one job with these events on the queue of the workers. Rejects at once while there is none. */
export type EnqueueEvents = (eventIds: string[]) => Promise<unknown>;

/**
 * Tells the workers of events that were just committed. Fire and forget: no answer waits for it, and what it cannot
 * deliver (Redis is away, this process dies) the relay finds in PostgreSQL two seconds later. Events that come together,
 * or while a job is on its way to Redis, share a job: telling one costs nearly as much as telling ten.
 */
export class FastPath {
  private waiting: string[] = [];
  private sending: Promise<void> | undefined;
  private failing = false;

  constructor(
    private readonly enqueue: EnqueueEvents,
    private readonly log: Logger,
  ) {}

  offer(eventIds: string[]): void {
    // Not by push(...): a mass expiry has more of them than a call may have arguments.
    this.waiting = this.waiting.concat(eventIds);
    this.sending ??= this.send();
  }

  /** Resolves when everything that was offered is on the queue, or lost to it. For a process that ends. */
  async flushed(): Promise<void> {
    await this.sending;
  }

  private async send(): Promise<void> {
    // Callers who commit together go on one after the other in this turn of the event loop, and share a job.
    await new Promise<void>((resolve) => {
      process.nextTick(resolve);
    });
    while (this.waiting.length > 0) {
      const eventIds = this.waiting.splice(0, eventsPerJob);
      try {
        await this.enqueue(eventIds);
        this.failing = false;
      } catch (error) {
        if (!this.failing)
          this.log.warn('the fast path is closed; the relay takes over', { reason: messageOf(error) });
        this.failing = true;
        // Holding them back would only grow: they are safe in PostgreSQL.
        this.waiting = [];
      }
    }
    this.sending = undefined;
  }
}
