import { liveBatchEvent } from '../../domain/notifications/live-message.js';
import { notifySome } from '../../domain/notifications/notify.js';
import { splitLiveBatch } from '../../domain/notifications/split-live-batch.js';
import type { NotifyJob } from '../../domain/queues.js';
import type { Services } from '../services.js';

/** Shorter than the relay holds its own jobs back. */
const longestMs = 3_000;

/**
 * Tells the recipients of these events, and then the gateways. What is too much for one transaction goes to the end of
 * the queue, so that others' events pass in between.
 */
export async function runNotify(services: Services, { eventIds, relayed }: NotifyJob): Promise<void> {
  const { queues } = services;
  if (relayed !== undefined) {
    await tellOn(services, eventIds);
    await queues.notify.removeDeduplicationKey(relayed);
    return;
  }
  const rest = await tellSome(services, eventIds);
  if (rest.length > 0) await queues.notify.add('rest', { eventIds: rest });
}

/** The relay would take a job that waits for its turn again for one that was lost. What is left it finds by itself. */
async function tellOn(services: Services, eventIds: string[]): Promise<void> {
  const endsAt = performance.now() + longestMs;
  let rest = eventIds;
  do rest = await tellSome(services, rest);
  while (rest.length > 0 && performance.now() < endsAt);
}

async function tellSome({ db, troubles, emitter }: Services, eventIds: string[]): Promise<string[]> {
  const { rest, ...batch } = await notifySome(db, eventIds, troubles);
  for (const part of splitLiveBatch(batch)) emitter.serverSideEmit(liveBatchEvent, part);
  return rest;
}
