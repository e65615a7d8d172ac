import type { OperatorAction } from '../../../contract/api/operations.js';
import type { Database } from '../../../platform/postgres/database.js';
import { setPaused } from '../../../platform/redis/act-on-jobs.js';
import type { OperatedQueues } from '../../../platform/redis/operated-queues.js';
import type { Caller } from '../../accounts/caller.js';
import { audited } from '../audit/audited.js';
import { requireQueueIfKnown } from './require-queue.js';

/**
 * Pauses a queue, or resumes it, on the record: its workers take no further jobs, and finish those that they have. Again, it
 * touches nothing.
 * @throws DomainError `not_found`, QueuesUnavailable
 */
export async function pauseQueue(
  db: Database,
  queues: OperatedQueues,
  caller: Caller,
  { action, queue }: { action: 'pause' | 'resume'; queue: string },
  reason: string,
): Promise<OperatorAction> {
  await requireQueueIfKnown(queues, queue);
  return audited(db, { action, queue, filter: {}, reason, actorId: caller.userId }, async (touch) => {
    if (await setPaused(queues.of(queue), action === 'pause')) touch(1);
  });
}
