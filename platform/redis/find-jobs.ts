import { QueueKeys } from 'bullmq';
import type { Redis } from 'ioredis';
import { keyPrefix } from './keys.js';
import { asking } from './queues-unavailable.js';

/** Where a job is. The jobs of a paused queue are `waiting`: pausing is a mark on the queue and moves nothing. */
export type HeldState = 'waiting' | 'active' | 'delayed' | 'failed';

export interface FoundJob {
  id: string;
  name: string;
  state: HeldState;
  attempts: number;
  enqueuedAt: Date;
  /** When it ended, or will run where it is delayed. */
  at: Date | null;
  error: string | null;
  /** As it was enqueued: not for people to see. */
  payload: unknown;
}

export interface JobMatch {
  name?: string | undefined;
  /** A part of the error, in any case of letters. */
  error?: string | undefined;
  /** Without it no payload is read: they are large. */
  payload?: ((payload: unknown) => boolean) | undefined;
}

export const matches = (
  match: JobMatch,
  { name, error, payload }: { name: string; error: string | null; payload?: unknown },
): boolean =>
  (match.name === undefined || name === match.name) &&
  (match.error === undefined || error?.toLowerCase().includes(match.error.toLowerCase()) === true) &&
  (match.payload === undefined || match.payload(payload));

export interface Found {
  /** Ids of all that match. */
  ids: string[];
  /** False: there are more jobs than were looked at. */
  isComplete: boolean;
}

const lookedAtMost = 10_000;
/** Of payloads, per call: a job may hold hundreds of ids. */
const longestPayloads = 32 * 1024 * 1024;
/** Jobs per round trip, so that Redis serves others in between. */
const pageSize = 200;

const keys = new QueueKeys(keyPrefix);

const inList = { waiting: 'wait', active: 'active' } as const;

const fields = ['name', 'timestamp', 'finishedOn', 'failedReason', 'atm'] as const;

/**
 * Looks for jobs in one state, a page at a time and at 10,000 at most.
 * @throws QueuesUnavailable
 */
export const findJobs = (redis: Redis, queue: string, state: HeldState, match: JobMatch): Promise<Found> =>
  asking(async () => {
    const ids = new Set<string>();
    let payloadBytes = 0;
    for (let start = 0; start < lookedAtMost; start += pageSize) {
      const page = await idsOf(redis, queue, state, start);
      const jobs = await readFields(redis, queue, page, match.payload !== undefined);
      for (const { id, name, error, data } of jobs) {
        payloadBytes += data?.length ?? 0;
        if (!matches(match, { name, error, payload: match.payload && parsed(data) })) continue;
        // A set, since a job that is added meanwhile shifts the pages.
        ids.add(id);
      }
      if (page.length < pageSize) return { ids: [...ids], isComplete: true };
      if (payloadBytes > longestPayloads) break;
    }
    const more = await idsOf(redis, queue, state, lookedAtMost);
    return { ids: [...ids], isComplete: payloadBytes <= longestPayloads && more.length === 0 };
  });

/** Those of these jobs that are in one of the states by now, with their payloads. @throws QueuesUnavailable */
export const readJobs = (
  redis: Redis,
  queue: string,
  ids: readonly string[],
  states: readonly HeldState[],
): Promise<FoundJob[]> =>
  asking(async () => {
    const jobs: FoundJob[] = [];
    for (let start = 0; start < ids.length; start += pageSize)
      jobs.push(...(await readPage(redis, queue, ids.slice(start, start + pageSize), states)));
    return jobs;
  });

async function readPage(
  redis: Redis,
  queue: string,
  ids: readonly string[],
  states: readonly HeldState[],
): Promise<FoundJob[]> {
  const places = redis.pipeline();
  for (const id of ids)
    for (const state of states) {
      if (state === 'failed' || state === 'delayed') places.zscore(keys.toKey(queue, state), id);
      else places.lpos(keys.toKey(queue, inList[state]), id);
    }
  const replies = (await places.exec()) ?? [];
  const held = ids.flatMap((id, n) => {
    const found = replies.slice(n * states.length, (n + 1) * states.length);
    const place = found.findIndex(([error, reply]) => {
      if (error) throw error;
      return reply !== null;
    });
    const state = states[place];
    return state === undefined ? [] : [{ id, state, score: Number(found[place]?.[1]) }];
  });
  const read = await readFields(
    redis,
    queue,
    held.map(({ id }) => id),
    true,
  );
  const known = new Map(read.map((job) => [job.id, job]));
  return held.flatMap(({ id, state, score }) => {
    const job = known.get(id);
    if (!job) return [];
    return [
      {
        ...{ id, state, name: job.name, attempts: job.attempts, error: job.error },
        enqueuedAt: new Date(job.timestamp),
        // BullMQ shifts the time by twelve bits, for an order among equal times.
        at: state === 'delayed' ? new Date(Math.floor(score / 4096)) : job.finishedOn,
        payload: parsed(job.data),
      },
    ];
  });
}

async function idsOf(redis: Redis, queue: string, state: HeldState, start: number): Promise<string[]> {
  const end = start + pageSize - 1;
  if (state === 'failed') return redis.zrevrange(keys.toKey(queue, state), start, end);
  if (state === 'delayed') return redis.zrange(keys.toKey(queue, state), start, end);
  return redis.lrange(keys.toKey(queue, inList[state]), start, end);
}

async function readFields(redis: Redis, queue: string, ids: readonly string[], withData: boolean) {
  if (ids.length === 0) return [];
  const read = redis.pipeline();
  for (const id of ids) read.hmget(keys.toKey(queue, id), ...fields, ...(withData ? ['data'] : []));
  const replies = (await read.exec()) ?? [];
  return replies.flatMap(([error, reply], n) => {
    if (error) throw error;
    const [name, timestamp, finishedOn, failedReason, attempts, data] = reply as (string | null)[];
    const id = ids[n];
    // Ended and removed since its id was read.
    if (id === undefined || name === null || name === undefined) return [];
    return [
      {
        ...{ id, name, timestamp: Number(timestamp), error: failedReason ?? null, data },
        finishedOn: finishedOn == null ? null : new Date(Number(finishedOn)),
        attempts: Number(attempts ?? 0),
      },
    ];
  });
}

function parsed(data: string | null | undefined): unknown {
  try {
    return JSON.parse(data ?? 'null') as unknown;
  } catch {
    return null;
  }
}
