import DataLoader from 'dataloader';
import type { Inbox } from '../../contract/sockets.js';
import { readInboxes, type InboxRequest } from '../../domain/notifications/read-inboxes.js';
import type { Database } from '../../platform/database.js';

export type InboxLoader = (request: InboxRequest) => Promise<Inbox>;

/** Small enough that one query stays short, large enough that thousands of clients coming back need only dozens. */
const batchSize = 200;

/** How long a request waits for others to share its query. */
const gatherMs = 2;

/** Reads inboxes in batches, so that a crowd that comes back at once costs few queries. */
export function createInboxLoader(db: Database): InboxLoader {
  const loader = new DataLoader<InboxRequest, Inbox>((requests) => readInboxes(db, requests), {
    cache: false,
    maxBatchSize: batchSize,
    batchScheduleFn: (load) => setTimeout(load, gatherMs),
  });
  return (request) => loader.load(request);
}
