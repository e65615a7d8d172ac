import type { ActOnJobsBody, OperatorAction } from '../../../contract/api/operations.js';
import type { Database } from '../../../platform/postgres/database.js';
import { discardJobs, promoteJobs, retryJobs } from '../../../platform/redis/act-on-jobs.js';
import { findJobs, matches, readJobs, type HeldState } from '../../../platform/redis/find-jobs.js';
import type { OperatedQueues } from '../../../platform/redis/operated-queues.js';
import type { Caller } from '../../accounts/caller.js';
import { countChanged } from '../../events/retry-dead-events.js';
import { audited } from '../audit/audited.js';
import { jobMatch } from './job-match.js';
import { requireQueueIfKnown } from './require-queue.js';

interface JobAction {
  act: typeof retryJobs;
  /** Whose jobs are meant, unless they are named. */
  usual: HeldState;
  /** Where jobs that are named may be. */
  named: readonly HeldState[];
}

const jobActions = {
  retry: { act: retryJobs, usual: 'failed', named: ['failed'] },
  // An active job is somebody's work.
  discard: { act: discardJobs, usual: 'failed', named: ['failed', 'delayed', 'waiting'] },
  promote: { act: promoteJobs, usual: 'delayed', named: ['delayed'] },
} satisfies Record<string, JobAction>;

/**
 * Retries, discards or promotes the jobs that match, on the record. At most 10,000 jobs are looked at.
 * @throws DomainError `not_found`, `count_changed` when more match than were expected; QueuesUnavailable
 */
export async function actOnJobs(
  db: Database,
  queues: OperatedQueues,
  caller: Caller,
  { action, queue }: { action: keyof typeof jobActions; queue: string },
  { reason, expected, ids, ...filter }: ActOnJobsBody,
): Promise<OperatorAction> {
  await requireQueueIfKnown(queues, queue);
  const { act, usual, named }: JobAction = jobActions[action];
  const meant = { ...filter, ...(ids ? { ids } : {}) };
  const intent = { action, queue, filter: meant, reason, actorId: caller.userId };
  return audited(db, intent, async (touch) => {
    const match = await jobMatch(db, filter);
    const found = ids
      ? (await readJobs(queues.redis, queue, [...new Set(ids)], named))
          .filter((job) => matches(match, job))
          .map(({ id }) => id)
      : (await findJobs(queues.redis, queue, usual, match)).ids;
    if (found.length > expected) throw countChanged(found.length);
    await act({ queue: queues.of(queue), redis: queues.redis }, found, touch);
  });
}
