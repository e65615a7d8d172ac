import type { Redis } from 'ioredis';
import type { DeliveryCount, OperationsSample, QueueState } from '../../contract/operations.js';
import { operationSamplesKey, sampleLockKey } from '../../platform/redis/keys.js';
import { execute } from '../../platform/redis/pipelines.js';
import type { QueueCounts } from '../../platform/redis/queue-states.js';
import { completedTotal, deliveryTotal, expiredTotal, type Totals } from './totals.js';

export const sampleEveryMs = 10_000;

/** An hour. */
export const samplesKept = 360;

/**
 * A sample with the totals of its time, from which rates are derived. Previous releases took them without the lag of warnings and
 * without expiries.
 */
export type StoredSample = Omit<OperationsSample, 'warningLagMs' | 'expiredPerMinute'> & {
  warningLagMs?: number | null;
  expiredPerMinute?: number | null;
  totals: Totals;
};

/** Samples that are needed for rates per minute. */
export const samplesOfAMinute = 7;

const minuteMs = 60_000;

/** Over a shorter time a rate would say little. */
const leastMs = 5_000;

/**
 * Whether the caller is the first to ask for the sample of these ten seconds. Each slot has a key of its own, since a clock
 * of Redis that is set back would prolong the life of a key that is used again.
 */
export async function lockSample(redis: Redis, now: number): Promise<boolean> {
  const key = sampleLockKey(Math.floor(now / sampleEveryMs));
  return (await redis.set(key, '1', 'PX', minuteMs, 'NX')) === 'OK';
}

export async function addSample(redis: Redis, sample: StoredSample): Promise<void> {
  const pipeline = redis.pipeline().rpush(operationSamplesKey, JSON.stringify(sample));
  await execute(pipeline.ltrim(operationSamplesKey, -samplesKept, -1));
}

/** The last samples as they are stored, oldest first; all of them by default. No two are equal. */
export const readRawSamples = (redis: Redis, count = samplesKept): Promise<string[]> =>
  redis.lrange(operationSamplesKey, -count, -1);

export const parseSample = (raw: string): StoredSample => JSON.parse(raw) as StoredSample;

export const readSamples = async (redis: Redis, count?: number): Promise<StoredSample[]> =>
  (await readRawSamples(redis, count)).map(parseSample);

/** The sample as clients see it. */
export function shownSample(sample: StoredSample): OperationsSample {
  const { at, expiryLagMs, warningLagMs = null, outboxPending, expiredPerMinute = null, queues } = sample;
  return { at, expiryLagMs, warningLagMs, outboxPending, expiredPerMinute, queues };
}

/** How much a total grows per minute, measured over the last minute or so. @returns null while too little time is known. */
function ratesOf(totals: Totals, samples: readonly StoredSample[], now: number) {
  const ageOf = ({ at }: StoredSample) => now - Date.parse(at);
  // Where the last minute is not known yet, a shorter time serves.
  const before = samples.findLast((sample) => ageOf(sample) >= minuteMs) ?? samples[0];
  const overMs = before ? ageOf(before) : 0;
  return (name: string): number | null =>
    overMs >= leastMs ? Math.round((grown(totals, before?.totals ?? {}, name) * minuteMs) / overMs) : null;
}

/** Adds to each queue how many of its jobs are completed per minute. */
export function withRates(
  counts: readonly QueueCounts[],
  totals: Totals,
  samples: readonly StoredSample[],
  now: number,
): QueueState[] {
  const perMinute = ratesOf(totals, samples, now);
  return counts.map((queue) => ({
    ...queue,
    completedPerMinute: perMinute(completedTotal(queue.name)) ?? 0,
  }));
}

/** How many bookings the sweep ends per minute. */
export const expiredPerMinute = (totals: Totals, samples: readonly StoredSample[], now: number) =>
  ratesOf(totals, samples, now)(expiredTotal);

const channel = 'in-app';
/** Those that are counted. */
const deliveryOutcomes = ['written', 'shown', 'read', 'superseded'] as const;
type DeliveryOutcome = (typeof deliveryOutcomes)[number];

/** Names the total of notifications in inboxes with this outcome. */
export const inAppTotal = (outcome: DeliveryOutcome) => deliveryTotal(channel, outcome);

/** What became of notifications since the first of these samples, which is that of an hour ago. */
export function deliveriesSince(totals: Totals, samples: readonly StoredSample[]): DeliveryCount[] {
  const before = samples[0]?.totals ?? {};
  return deliveryOutcomes.map((outcome) => ({
    ...{ channel, outcome },
    count: grown(totals, before, inAppTotal(outcome)),
  }));
}

/** Redis may have lost the totals in between. */
const grown = (now: Totals, before: Totals, name: string) =>
  Math.max(0, (now[name] ?? 0) - (before[name] ?? 0));
