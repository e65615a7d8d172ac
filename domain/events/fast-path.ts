import { messageOf } from '../../platform/errors.js';
import type { Logger } from '../../platform/observability/logger.js';
import { inThisTrace } from '../../platform/observability/tracing.js';
import { eventsPerJob } from './notify-queue.js';

/** Enqueues one job with these events. Rejects at once during a Redis outage. */
export type EnqueueEvents = (eventIds: string[]) => Promise<unknown>;

/**
 * Enqueues committed events. Fire and forget: no answer waits for it, and events that it loses (Redis outage, crash) are found in
 * the outbox by the relay two seconds later. Events that arrive together, or while a job is being enqueued, are batched in one
 * job: a transaction for one event costs nearly as much as for ten.
 */
export class FastPath {
  private waiting: string[] = [];
  private sending: Promise<void> | undefined;
  private failing = false;
  /** In the trace of the event that has waited longest. */
  private enqueueInTrace: EnqueueEvents;

  constructor(
    private readonly enqueue: EnqueueEvents,
    private readonly log: Logger,
  ) {
    this.enqueueInTrace = enqueue;
  }

  offer(eventIds: string[]): void {
    if (this.waiting.length === 0) this.enqueueInTrace = inThisTrace(this.enqueue);
    // Not push(...eventIds): a mass expiry exceeds the maximum number of arguments.
    this.waiting = this.waiting.concat(eventIds);
    this.sending ??= this.send();
  }

  /** Resolves when all offered events are enqueued or given up. For processes that end. */
  async flushed(): Promise<void> {
    await this.sending;
  }

  private async send(): Promise<void> {
    // Members of a group commit continue in the same turn of the event loop, and share a job.
    await new Promise<void>((resolve) => {
      process.nextTick(resolve);
    });
    while (this.waiting.length > 0) {
      const eventIds = this.waiting.splice(0, eventsPerJob);
      try {
        await this.enqueueInTrace(eventIds);
        this.failing = false;
      } catch (error) {
        if (!this.failing)
          this.log.warn('the fast path is closed; the relay takes over', { reason: messageOf(error) });
        this.failing = true;
        // Dropped, not buffered: they are in the outbox.
        this.waiting = [];
      }
    }
    this.sending = undefined;
  }
}
