import type { JobQueue } from './job-queue.js';

const deduplicationId = 'tick';

/**
 * Queues the ticks of a schedule, one for all workers together. Redis counts the lifetime of the deduplication key by its
 * own time of day: where that is set back by an hour, the key lives for an hour longer and would swallow every tick.
 * Such a key is noticed by the monotonic clock of this process, and deleted.
 */
export class TickQueue<Payload> {
  /** The job that the key stands for, whoever queued it. */
  private known: { jobId: string | undefined; sinceMs: number } = { jobId: undefined, sinceMs: 0 };

  /** @param deduplicateMs shorter than the time between two ticks, so that the next is never taken for a copy of this one. */
  constructor(
    private readonly queue: Pick<JobQueue<Payload>, 'add' | 'allowDuplicate'>,
    private readonly payload: Payload,
    private readonly deduplicateMs: number,
  ) {}

  async tick(): Promise<void> {
    const askedAt = performance.now();
    let jobId = await this.add();
    if (jobId === this.known.jobId) {
      if (askedAt - this.known.sinceMs <= this.deduplicateMs) return;
      await this.queue.allowDuplicate(deduplicationId);
      jobId = await this.add();
    }
    this.known = { jobId, sinceMs: performance.now() };
  }

  /** @returns the id of the job; of that which is there already, where the key keeps this one from the queue. */
  private add(): Promise<string | undefined> {
    return this.queue.add(this.payload, { deduplicate: { id: deduplicationId, forMs: this.deduplicateMs } });
  }
}
