import { messageOf } from '../../platform/errors.js';
import type { Logger } from '../../platform/observability/logger.js';
import type { JobContext, QueuedJob, QueueSchedule } from './job.js';
import { TickQueue } from './tick-queue.js';

/**
 * Enqueues a job at each tick. During a Redis outage, or while no consumer takes what is enqueued (a consumer's
 * connection may be half open), it runs the declared `withoutQueue` in this process: expiries and notifications must not
 * wait for Redis.
 */
export class ScheduledJob<Payload> {
  private readonly ticks: TickQueue<Payload>;
  /** Whether the last tick was enqueued. */
  private enqueued = true;
  /** One run at a time. No tick waits for it: `scheduleTask` skips a tick that is due during the last one. */
  private running: Promise<void> | undefined;

  constructor(
    private readonly job: QueuedJob<Payload>,
    { deduplicateMs, payload }: QueueSchedule<Payload>,
    private readonly context: JobContext<Payload>,
    private readonly log: Logger,
  ) {
    this.ticks = new TickQueue(context.queue, payload, deduplicateMs);
  }

  async tick(): Promise<void> {
    const { withoutQueue } = this.job;
    const enqueuedBefore = this.enqueued;
    this.enqueued = false;
    try {
      // Asked before this tick is added: jobs of earlier ticks that no consumer has taken.
      const untaken = withoutQueue ? this.context.queue.countWaiting() : 0;
      const waiting = await untaken;
      // One that waits will do the work of this tick too: while a queue is paused, one more a second would gather.
      if (waiting === 0) await this.ticks.tick();
      this.enqueued = true;
      const isBack = !enqueuedBefore && withoutQueue?.onceAfterReconnect === true;
      if (waiting > 0 || isBack) this.runHere();
    } catch (error) {
      const level = withoutQueue ? 'debug' : 'warn';
      this.log.log(level, 'a scheduled job could not be enqueued', {
        job: this.job.name,
        reason: messageOf(error),
      });
      this.runHere();
    }
  }

  /** Resolves when no run of `withoutQueue` is in progress. */
  async ended(): Promise<void> {
    await this.running;
  }

  private runHere(): void {
    const { withoutQueue, name } = this.job;
    if (!withoutQueue || this.running) return;
    this.running = withoutQueue
      .run(this.context)
      .catch((reason: unknown) => {
        this.log.debug('a run without the queue failed', { job: name, reason: messageOf(reason) });
      })
      .then(() => (this.running = undefined));
  }
}
