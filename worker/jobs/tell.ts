import { liveBatchEvent } from '../../domain/notifications/live-message.js';
import { notifySome } from '../../domain/notifications/notify.js';
import { splitLiveBatch } from '../../domain/notifications/split-live-batch.js';
import type { Services } from '../services.js';

type Deps = Pick<Services, 'db' | 'troubles' | 'emitter'>;

/** Longer than this nobody goes on in one job. Shorter than the relay holds its own jobs back. */
const longestMs = 3_000;

/** Tells as much as fits into one transaction, and then the gateways. @returns the ids of what is left. */
export async function tellSome({ db, troubles, emitter }: Deps, eventIds: string[]): Promise<string[]> {
  const { rest, ...batch } = await notifySome(db, eventIds, troubles);
  for (const part of splitLiveBatch(batch)) emitter.serverSideEmit(liveBatchEvent, part);
  return rest;
}

/** Tells for three seconds at most. What is left then is still in the outbox. */
export async function tellOn(services: Deps, eventIds: string[]): Promise<void> {
  const endsAt = performance.now() + longestMs;
  let rest = eventIds;
  do rest = await tellSome(services, rest);
  while (rest.length > 0 && performance.now() < endsAt);
}
