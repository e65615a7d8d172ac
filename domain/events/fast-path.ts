import type { Queue } from 'bullmq';
import { messageOf } from '../../platform/errors.js';
import type { Logger } from '../../platform/logger.js';
import { eventsPerJob, type NotifyJob } from '../queues.js';

/**
 * Tells the workers of events that were just committed. Fire and forget: no answer waits for it, and what it cannot
 * deliver (Redis is away, this process dies) the relay finds in PostgreSQL two seconds later. An event that comes
 * alone leaves at once; those that come while a job is on its way share the next one.
 */
export class FastPath {
  private waiting: string[] = [];
  private sending = false;
  private failing = false;

  constructor(
    private readonly queue: Pick<Queue<NotifyJob>, 'add'>,
    private readonly log: Logger,
  ) {}

  offer(eventIds: string[]): void {
    this.waiting.push(...eventIds);
    if (!this.sending) void this.send();
  }

  private async send(): Promise<void> {
    this.sending = true;
    while (this.waiting.length > 0) {
      const eventIds = this.waiting.splice(0, eventsPerJob);
      try {
        await this.queue.add('events', { eventIds });
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
