import type { InboxChange, LiveNotification } from '../../contract/sockets.js';

/** Something for every socket of one user. */
export type LiveMessage =
  | { userId: string; name: 'notification'; body: LiveNotification }
  | { userId: string; name: 'inbox:changed'; body: InboxChange };

/** Somebody's business has changed, for whoever watches the dashboard. */
export interface BusinessChange {
  ownerId: string;
  reason: string;
}

/** What the workers tell the gateways, many at once. A hint: all of it can be read from PostgreSQL again. */
export interface LiveBatch {
  messages: LiveMessage[];
  businesses: BusinessChange[];
}

/** The name under which gateways hear of a batch. */
export const liveBatchEvent = 'live-batch';

/** Under which they hear that batches were lost on the way, so that they bring every client up to date. */
export const liveGapEvent = 'live-gap';
