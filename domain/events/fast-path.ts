import { setTimeout as wait } from 'node:timers/promises';
import type { Queue } from 'bullmq';
import { messageOf } from '../../platform/errors.js';
import type { Logger } from '../../platform/logger.js';
import { eventsPerJob, type NotifyJob } from '../queues.js';

/** Events that follow each other faster than this are no longer alone. */
const aloneAfterMs = 2;

/** How long those wait for others to share their job: it costs the same for one as for ten. */
const gatherMs = 10;

/**
 * Tells the workers of events that were just committed. Fire and forget: no answer waits for it, and what it cannot
 * deliver (Redis is away, this process dies) the relay finds in PostgreSQL two seconds later. An event that comes
 * alone leaves at once; those that come close together, or while a job is on its way, share the next one.
 */
export class FastPath {
  private waiting: string[] = [];
  private sending = false;
  private failing = false;
  private sentAt = -Infinity;

  constructor(
    private readonly queue: Pick<Queue<NotifyJob>, 'add'>,
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
      await this.gather();
      const eventIds = this.waiting.splice(0, eventsPerJob);
      this.sentAt = performance.now();
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

  private async gather(): Promise<void> {
    const sinceMs = performance.now() - this.sentAt;
    if (sinceMs >= aloneAfterMs || this.waiting.length >= eventsPerJob) return;
    await wait(gatherMs - sinceMs);
  }
}
