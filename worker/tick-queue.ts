import type { JobsOptions } from 'bullmq';

/** Shorter than the time between two ticks, so that the next tick is never taken for a second copy of this one. */
const deduplicateMs = 700;

const deduplication = { id: 'tick', ttl: deduplicateMs };

/** What ticks need of a queue. */
interface Jobs<Data> {
  add(name: 'tick', data: Data, options: JobsOptions): Promise<{ id?: string | undefined }>;
  removeDeduplicationKey(id: string): Promise<unknown>;
}

/**
 * Queues ticks, of all workers' together about one a second. Redis counts the lifetime of the deduplication key by its
 * own time of day: where that is set back by an hour, the key lives for an hour longer and would swallow every tick.
 * Such a key is noticed by the monotonic clock of this process, and deleted.
 */
export class TickQueue<Data> {
  /** The job that the key stands for, whoever queued it. */
  private known: { jobId: string | undefined; sinceMs: number } = { jobId: undefined, sinceMs: 0 };

  constructor(
    private readonly queue: Jobs<Data>,
    private readonly data: Data,
  ) {}

  async tick(): Promise<void> {
    const askedAt = performance.now();
    let jobId = await this.add();
    if (jobId === this.known.jobId) {
      if (askedAt - this.known.sinceMs <= deduplicateMs) return;
      await this.queue.removeDeduplicationKey(deduplication.id);
      jobId = await this.add();
    }
    this.known = { jobId, sinceMs: performance.now() };
  }

  /** @returns the id of the job; of that which is there already, where the key keeps this one from the queue. */
  private async add(): Promise<string | undefined> {
    const { id } = await this.queue.add('tick', this.data, { deduplication, attempts: 1 });
    return id;
  }
}
