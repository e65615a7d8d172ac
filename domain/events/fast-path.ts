import { setTimeout as wait } from 'node:timers/promises';
import type { Queue } from 'bullmq';
import { messageOf } from '../../platform/errors.js';
import type { Logger } from '../../platform/logger.js';
import { eventsPerJob, type NotifyJob } from '../queues.js';

/** How long after a job of several the next ones wait to share theirs: telling one costs nearly as much as telling ten. */
const gatherMs = 10;

/**
 * Tells the workers of events that were just committed. Fire and forget: no answer waits for it, and what it cannot
 * deliver (Redis is away, this process dies) the relay finds in PostgreSQL two seconds later. An event that comes
 * alone leaves at once. Those that come together, or while a job is on its way, share one, and while they do so jobs
 * leave at intervals, so that the more there is to tell the less it costs.
 */
export class FastPath {
  private waiting: string[] = [];
  private sending = false;
  private failing = false;
  private sent = { count: 0, at: -Infinity };

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
      this.sent = { count: eventIds.length, at: performance.now() };
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
    if (this.sent.count <= 1 || this.waiting.length >= eventsPerJob) return;
    const sinceMs = performance.now() - this.sent.at;
    if (sinceMs < gatherMs) await wait(gatherMs - sinceMs);
  }
}
