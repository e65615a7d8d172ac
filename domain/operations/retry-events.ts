import type { OperatorAction, RetryEventsBody } from '../../contract/api/operations.js';
import type { Database } from '../../platform/postgres/database.js';
import { retryDeadEvents } from '../events/retry-dead-events.js';
import { audited } from './audit/audited.js';

interface Order extends Omit<RetryEventsBody, 'expected'> {
  /** Without it any number. */
  expected?: number;
}

/**
 * Retries dead letters, on the record.
 * @param actorId null for a command on the server.
 * @throws DomainError `count_changed`
 */
export function retryEvents(
  db: Database,
  actorId: string | null,
  { reason, expected, ...filter }: Order,
): Promise<OperatorAction> {
  const intent = { action: 'retry-events', queue: null, filter, reason, actorId } as const;
  return audited(db, intent, async (touch) => {
    touch(await retryDeadEvents(db, filter, expected));
  });
}
