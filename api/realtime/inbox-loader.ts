import DataLoader from 'dataloader';
import type { Inbox } from '../../contract/sockets.js';
import type { InboxRequest } from '../../domain/notifications/read-inboxes.js';

export type InboxLoader = (request: InboxRequest) => Promise<Inbox>;

/** Keeps one query short, and a mass reconnect of thousands at dozens of queries. */
const batchSize = 200;

/** How long a request waits for others to batch with. */
const batchWindowMs = 2;

/**
 * Batches inbox reads, so that a mass reconnect costs few queries. Equal requests within a batch (several tabs of a user) share one
 * inbox object, which must not be mutated.
 */
export function createInboxLoader(
  read: (requests: readonly InboxRequest[]) => Promise<Inbox[]>,
): InboxLoader {
  const loader = new DataLoader<InboxRequest, Inbox>((requests) => readOnce(requests, read), {
    cache: false,
    maxBatchSize: batchSize,
    batchScheduleFn: (load) => setTimeout(load, batchWindowMs),
  });
  return (request) => loader.load(request);
}

async function readOnce(
  requests: readonly InboxRequest[],
  read: (requests: readonly InboxRequest[]) => Promise<Inbox[]>,
): Promise<(Inbox | Error)[]> {
  const different = new Map(requests.map((request) => [keyOf(request), request]));
  const inboxes = await read([...different.values()]);
  const byKey = new Map([...different.keys()].map((key, place) => [key, inboxes[place]]));
  return requests.map((request) => byKey.get(keyOf(request)) ?? new Error('an inbox was not read'));
}

const keyOf = ({ userId, cursor, epoch = '' }: InboxRequest) => `${userId} ${cursor} ${epoch}`;
