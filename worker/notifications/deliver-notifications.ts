import { liveBatchEvent } from '../../domain/notifications/live-message.js';
import { notifySome } from '../../domain/notifications/notify.js';
import { splitLiveBatch } from '../../domain/notifications/split-live-batch.js';
import { inSpan } from '../../platform/observability/tracing.js';
import { inAppTotal } from '../../domain/operations/samples.js';
import type { Services } from '../services.js';

type Deps = Pick<Services, 'db' | 'throttledLog' | 'emitter' | 'totals' | 'channels'>;

/** Time limit of one run. Shorter than the relay's deduplication, so that its jobs do not overlap. */
const longestMs = 3_000;

/**
 * Writes the notifications of as many events as fit into one transaction, and publishes them to the gateways after the
 * commit.
 * @returns the ids of the events that are left.
 */
export async function deliverSome(
  { db, throttledLog, emitter, totals, channels }: Deps,
  eventIds: string[],
): Promise<string[]> {
  const { rest, supersededUnread, ...batch } = await notifySome(db, eventIds, throttledLog, [
    ...channels.keys(),
  ]);
  totals.add(inAppTotal('written'), batch.messages.filter(({ name }) => name === 'notification').length);
  totals.add(inAppTotal('superseded'), supersededUnread);
  const attributes = { 'parkmate.messages': batch.messages.length };
  await inSpan('emit live batch', { kind: 'producer', attributes }, () => {
    for (const part of splitLiveBatch(batch)) emitter.serverSideEmit(liveBatchEvent, part);
    return Promise.resolve();
  });
  return rest;
}

/** As `deliverSome`, repeated for three seconds at most. What is left then is still in the outbox. */
export async function deliverInTime(deps: Deps, eventIds: string[]): Promise<void> {
  const endsAt = performance.now() + longestMs;
  let rest = eventIds;
  do rest = await deliverSome(deps, rest);
  while (rest.length > 0 && performance.now() < endsAt);
}
