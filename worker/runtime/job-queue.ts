import type { JobsOptions, Queue } from 'bullmq';

interface JobOptions {
  /** Of several jobs with one id the queue keeps one. The id is free again when that one has ended, however it ended. */
  id?: string;
  delayMs?: number;
  /** After such a job no other with the same id is added for so long, unless `allowDuplicate` is called before. */
  deduplicate?: { id: string; forMs: number };
}

/** What jobs and schedules may do with a queue. Every method fails fast during a Redis outage. */
export interface JobQueue<Payload> {
  /** @returns the job's id; that of the job that is there already, where this one is its duplicate. */
  add(payload: Payload, options?: JobOptions): Promise<string | undefined>;
  addAll(jobs: readonly { payload: Payload; options?: JobOptions }[]): Promise<void>;
  /** How many jobs wait for a consumer, without those that are delayed. */
  countWaiting(): Promise<number>;
  allowDuplicate(deduplicationId: string): Promise<void>;
}

/** @param name of the job, as operators see it. */
export function jobQueueOn<Payload>(queue: Queue, name: string): JobQueue<Payload> {
  return {
    async add(payload, options) {
      const { id } = await queue.add(name, payload, optionsFor(options));
      return id;
    },
    async addAll(jobs) {
      await queue.addBulk(
        jobs.map(({ payload, options }) => ({ name, data: payload, opts: optionsFor(options) })),
      );
    },
    countWaiting: () => queue.getWaitingCount(),
    async allowDuplicate(deduplicationId) {
      await queue.removeDeduplicationKey(deduplicationId);
    },
  };
}

const optionsFor = ({ id, delayMs, deduplicate }: JobOptions = {}): JobsOptions => ({
  ...(delayMs === undefined ? {} : { delay: delayMs }),
  ...(deduplicate === undefined ? {} : { deduplication: { id: deduplicate.id, ttl: deduplicate.forMs } }),
  // BullMQ silently ignores a job whose id exists, and a failed job that is kept for operators exists for days.
  ...(id === undefined ? {} : { jobId: id, removeOnFail: true }),
});
