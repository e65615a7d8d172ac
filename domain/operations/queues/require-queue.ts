import type { OperatedQueues } from '../../../platform/redis/operated-queues.js';
import { asking, QueuesUnavailable } from '../../../platform/redis/queues-unavailable.js';
import { notFound } from '../../errors.js';
import { readQueueNames } from '../queue-names.js';

/** @throws DomainError `not_found`, QueuesUnavailable */
export async function requireQueue({ redis }: OperatedQueues, name: string): Promise<void> {
  const names = await asking(() => readQueueNames(redis));
  if (!names.includes(name)) throw notFound('queue');
}

/** For an action whose record has to say that Redis was away: nobody knows then whether there is such a queue. */
export async function requireQueueIfKnown(queues: OperatedQueues, name: string): Promise<void> {
  await requireQueue(queues, name).catch((error: unknown) => {
    if (!(error instanceof QueuesUnavailable)) throw error;
  });
}
