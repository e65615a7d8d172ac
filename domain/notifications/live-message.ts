import type { InboxChange, LiveNotification } from '../../contract/sockets.js';

/** A message for all sockets of a user. */
export type LiveMessage =
  | { userId: string; name: 'notification'; body: LiveNotification }
  | { userId: string; name: 'inbox:changed'; body: InboxChange };

/** An owner's dashboard numbers have changed. */
export interface BusinessChange {
  ownerId: string;
  reason: string;
}

/** Messages from workers to gateways. Hints: everything can be read from PostgreSQL again. */
export interface LiveBatch {
  messages: LiveMessage[];
  businesses: BusinessChange[];
}

/** Server-side event of a batch. */
export const liveBatchEvent = 'live-batch';

/** Server-side event after a failed publish: gateways sync all clients. */
export const liveGapEvent = 'live-gap';
