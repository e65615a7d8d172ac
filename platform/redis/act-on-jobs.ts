import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { asking } from './queues-unavailable.js';

/** Jobs per turn: pipelined, and others are served in between. */
const batchSize = 50;

interface HeldQueue {
  queue: Queue;
  /** Where it is held. */
  redis: Redis;
}

/** @returns how many of these jobs it has changed; the others have moved on meanwhile. @throws QueuesUnavailable */
type ActOnJobs = (held: HeldQueue, ids: readonly string[], touch: (count: number) => void) => Promise<void>;

const inBatches =
  (act: (held: HeldQueue, id: string) => Promise<boolean>): ActOnJobs =>
  (held, ids, touch) =>
    asking(async () => {
      for (let start = 0; start < ids.length; start += batchSize) {
        const batch = ids.slice(start, start + batchSize);
        const acted = await Promise.allSettled(batch.map((id) => act(held, id)));
        touch(acted.filter((one) => one.status === 'fulfilled' && one.value).length);
        const failed = acted.find((one) => one.status === 'rejected');
        if (failed) throw failed.reason;
      }
    });

/**
 * With all of its attempts again: it would be dead after one otherwise. It counts as enqueued now, or the time that it was dead
 * would look as if it had waited for a worker.
 */
export const retryJobs = inBatches(async ({ queue, redis }, id) => {
  const job = await queue.getJob(id);
  if (!job) return false;
  const key = queue.toKey(id);
  await redis.hset(key, 'timestamp', Date.now());
  const isRetried = await unlessMoved(
    job.retry('failed', { resetAttemptsMade: true, resetAttemptsStarted: true }),
  );
  // Removed in between: the time must not stay behind alone.
  if (!isRetried && (await redis.hexists(key, 'name')) === 0) await redis.hdel(key, 'timestamp');
  return isRetried;
});

/** An active job is left alone, also one whose lock has run out: it will be found to be stalled, and run again. */
export const discardJobs = inBatches(async ({ queue }, id) => {
  const state = await queue.getJobState(id);
  if (state === 'active' || state === 'unknown') return false;
  // 0: locked since.
  return (await queue.remove(id, { removeChildren: false })) === 1;
});

export const promoteJobs = inBatches(async ({ queue }, id) => {
  const job = await queue.getJob(id);
  return job ? unlessMoved(job.promote()) : false;
});

/** @returns whether that changed anything. @throws QueuesUnavailable */
export const setPaused = (queue: Queue, paused: boolean): Promise<boolean> =>
  asking(async () => {
    if ((await queue.isPaused()) === paused) return false;
    await (paused ? queue.pause() : queue.resume());
    return true;
  });

/** BullMQ's codes for a job that is gone, or no longer in the state that it was found in. */
const moved = [-1, -3];

async function unlessMoved(act: Promise<void>): Promise<boolean> {
  try {
    await act;
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && moved.includes(Number(error.code))) return false;
    throw error;
  }
}
