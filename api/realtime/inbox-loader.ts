import DataLoader from 'dataloader';
import type { Inbox } from '../../contract/sockets.js';
import type { InboxRequest } from '../../domain/notifications/read-inboxes.js';

export type InboxLoader = (request: InboxRequest) => Promise<Inbox>;

/** Small enough that one query stays short, large enough that thousands of clients coming back need only dozens. */
const batchSize = 200;

/** How long a request waits for others to share its query. */
const gatherMs = 2;

/**
 * Reads inboxes in batches, so that a crowd that comes back at once costs few queries. Whoever asks for the same in one
 * batch (all tabs of a user) shares one inbox, which nobody may change.
 */
export function createInboxLoader(
  read: (requests: readonly InboxRequest[]) => Promise<Inbox[]>,
): InboxLoader {
  const loader = new DataLoader<InboxRequest, Inbox>((requests) => readOnce(requests, read), {
    cache: false,
    maxBatchSize: batchSize,
    batchScheduleFn: (load) => setTimeout(load, gatherMs),
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
