import { Misconfiguration } from '../../platform/misconfiguration.js';
import { matchesApartMs } from '../../platform/process/schedule.js';
import { longestBackoffMs } from './retries.js';
import { isQueued, type Job, type QueuedJob } from './job.js';
import { longestDelayMs } from './outcome.js';

/** As file names, metrics and keys in Redis can all carry it. */
const kebabCase = /^[a-z]+(-[a-z]+)*$/;

/** Would fill the pool of connections to PostgreSQL, and more. */
const highestConcurrency = 100;

/** With more, the last backoff is longer than a job may be delayed. */
const mostAttempts = [2, 3, 4, 5, 6, 7, 8].findLast((n) => longestBackoffMs(n) <= longestDelayMs) ?? 1;

/** @throws Misconfiguration with all that is wrong with the declarations of jobs. */
export function checkJobs(jobs: readonly Job[]): void {
  const queued = jobs.filter(isQueued);
  const problems = [
    ...duplicates(jobs.map(({ name }) => name)).map((name) => `${name}: two jobs have this name`),
    ...duplicates(queued.map(({ queue }) => queue)).map((queue) => `${queue}: two jobs have this queue`),
    ...jobs.flatMap((job) =>
      [...problemsOfAny(job), ...(isQueued(job) ? problemsOfQueued(job) : [])].map(
        (problem) => `${job.name}: ${problem}`,
      ),
    ),
  ];
  if (problems.length > 0) throw new Misconfiguration('Jobs are not declared as they must be', problems);
}

function* problemsOfAny({ name, schedule }: Job): Generator<string> {
  if (!kebabCase.test(name)) yield 'its name is not in kebab-case';
  const apartMs = schedule && matchesApart(schedule.cron);
  if (apartMs instanceof Error) yield `its schedule "${schedule?.cron ?? ''}" ${apartMs.message}`;
}

function* problemsOfQueued(job: QueuedJob): Generator<string> {
  const { queue, concurrency, attempts, schedule, withoutQueue, payload } = job;
  // BullMQ builds keys with colons.
  if (!kebabCase.test(queue)) yield `its queue "${queue}" is not in kebab-case`;
  if (!isWhole(concurrency, 1, highestConcurrency))
    yield `its concurrency is ${concurrency}, not 1 to ${highestConcurrency}`;
  if (!isWhole(attempts, 1, mostAttempts)) yield `its attempts are ${attempts}, not 1 to ${mostAttempts}`;
  if (withoutQueue && !schedule) yield 'without a schedule nothing would do its work without the queue';
  if (!schedule) return;
  if (!payload.safeParse(schedule.payload).success) yield 'the payload of its schedule is not as declared';
  const apartMs = matchesApart(schedule.cron);
  if (typeof apartMs === 'number' && !(schedule.deduplicateMs > 0 && schedule.deduplicateMs < apartMs))
    yield `its ticks are deduplicated for ${schedule.deduplicateMs} ms, not 1 to ${apartMs - 1}: the next one would be lost`;
}

const isWhole = (value: number, from: number, to: number) =>
  Number.isInteger(value) && value >= from && value <= to;

const duplicates = (names: readonly string[]) => [
  ...new Set(names.filter((name, index) => names.indexOf(name) !== index)),
];

function matchesApart(cron: string): number | Error {
  try {
    return matchesApartMs(cron);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
