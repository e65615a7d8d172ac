import type { JobQueue } from './job-queue.js';

const deduplicationId = 'tick';

/**
 * Enqueues the ticks of a schedule, one for all workers together. Redis expires the deduplication key by its own system
 * clock: if that is set back by an hour, the key lives an hour longer and would swallow every tick. A key that outlives
 * its TTL by the monotonic clock of this process is deleted.
 */
export class TickQueue<Payload> {
  /** The job that the key belongs to, whichever worker enqueued it. */
  private known: { jobId: string | undefined; sinceMs: number } = { jobId: undefined, sinceMs: 0 };

  /** @param deduplicateMs shorter than the gap between two ticks, or the next one would be dropped as a duplicate. */
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

  /** @returns the id of the job, or of the existing one of which this tick is a duplicate. */
  private add(): Promise<string | undefined> {
    return this.queue.add(this.payload, { deduplicate: { id: deduplicationId, forMs: this.deduplicateMs } });
  }
}
