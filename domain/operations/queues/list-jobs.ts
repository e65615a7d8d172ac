import type { JobsFound, JobsQuery } from '../../../contract/api/operations.js';
import type { Database } from '../../../platform/postgres/database.js';
import { findJobs, readJobs } from '../../../platform/redis/find-jobs.js';
import type { OperatedQueues } from '../../../platform/redis/operated-queues.js';
import { asking } from '../../../platform/redis/queues-unavailable.js';
import { jobMatch } from './job-match.js';
import { requireQueue } from './require-queue.js';
import { showJob } from './show-job.js';

/**
 * The jobs of a queue in one state: failed ones newest first, delayed ones by their time.
 * @throws DomainError `not_found`, QueuesUnavailable
 */
export async function listJobs(
  db: Database,
  queues: OperatedQueues,
  queue: string,
  { state, limit, ...filter }: JobsQuery,
): Promise<JobsFound> {
  await requireQueue(queues, queue);
  const isPaused = state === 'paused' && (await asking(() => queues.of(queue).isPaused()));
  if (state === 'paused' && !isPaused) return { items: [], count: 0, isComplete: true };
  const held = state === 'paused' ? 'waiting' : state;
  const { ids, isComplete } = await findJobs(queues.redis, queue, held, await jobMatch(db, filter));
  const jobs = await readJobs(queues.redis, queue, ids.slice(0, limit), [held]);
  return { items: jobs.map((job) => showJob(job, state)), count: ids.length, isComplete };
}
