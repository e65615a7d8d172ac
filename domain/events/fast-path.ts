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
  private sending = false;
  private failing = false;

  constructor(
    private readonly enqueue: EnqueueEvents,
    private readonly log: Logger,
  ) {}

  offer(eventIds: string[]): void {
    // Not by push(...): a mass expiry has more of them than a call may have arguments.
    this.waiting = this.waiting.concat(eventIds);
    if (this.sending) return;
    this.sending = true;
    // Those who shared a statement go on one after the other in this turn, and share the job too.
    process.nextTick(() => void this.send());
  }

  private async send(): Promise<void> {
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
    this.sending = false;
  }
}
