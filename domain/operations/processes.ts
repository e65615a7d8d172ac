import type { Redis } from 'ioredis';
import type { ProcessState } from '../../contract/operations.js';
import { processesKey, processKey } from '../../platform/redis/keys.js';
import { execute } from '../../platform/redis/pipelines.js';

/** What a process says of itself. When it was last seen is for Redis to say: clocks of two machines may differ. */
export type ProcessReport = Omit<ProcessState, 'seenAt'>;

/** For how long a dead process is listed. */
const keptMs = 300_000;

/** Interval of the reports of a process. */
export const reportEveryMs = 2_000;

/** Three reports may be late. */
const aliveForMs = 4 * reportEveryMs;

/** Says that this process is alive. Repeated, since Redis drops what is not repeated, and may lose all that it holds. */
export async function reportProcess(redis: Redis, report: ProcessReport): Promise<void> {
  const { id } = report;
  const pipeline = redis.pipeline();
  await execute(pipeline.set(processKey(id), JSON.stringify(report), 'PX', keptMs).sadd(processesKey, id));
}

/** Takes a process out of the list that ends as it should. */
export async function removeProcess(redis: Redis, id: string): Promise<void> {
  await execute(redis.pipeline().del(processKey(id)).srem(processesKey, id));
}

/** The processes that were heard of within the last five minutes, in the order of their kinds and ids. */
export async function readProcesses(redis: Redis): Promise<ProcessState[]> {
  const ids = await redis.smembers(processesKey);
  if (ids.length === 0) return [];
  const pipeline = redis.pipeline();
  for (const id of ids) pipeline.get(processKey(id)).pttl(processKey(id));
  const replies = await execute(pipeline);
  const now = Date.now();
  const gone: string[] = [];
  const processes = ids.flatMap((id, index) => {
    const [report, ttlMs] = [replies[2 * index], Number(replies[2 * index + 1])];
    if (typeof report !== 'string' || ttlMs < 0) {
      gone.push(id);
      return [];
    }
    const seenAt = new Date(now - Math.max(0, keptMs - ttlMs)).toISOString();
    return { ...(JSON.parse(report) as ProcessReport), seenAt };
  });
  if (gone.length > 0) await redis.srem(processesKey, ...gone);
  return processes.sort((a, b) => a.kind.localeCompare(b.kind) || a.id.localeCompare(b.id));
}

/** Whether a process has reported lately. `now` by the clock of the process that has read the list. */
export const isAlive = ({ seenAt }: ProcessState, now = Date.now()): boolean =>
  now - Date.parse(seenAt) < aliveForMs;
