import type { Money } from './values.js';
import type { Notification } from './notification.js';
import type { OperationsHistory, OperationsSample, OperationsState, QueuesSnapshot } from './operations.js';

/** What a socket presents when it connects. */
export interface Handshake {
  token: string;
  /** The highest `seq` up to which the client has everything. */
  cursor?: number;
  /** The history that `cursor` belongs to, from the last inbox. */
  epoch?: string;
}

/** What a client missed. `recovered: false` means: forget the cursor and reload over HTTP. */
export interface Inbox {
  missed: Notification[];
  unreadCount: number;
  lastSeq: number;
  epoch: string;
  recovered: boolean;
}

/** Something about rows that the client already has. `unreadCount` is absolute. A list names a hundred ids at most. */
export interface InboxChange {
  unreadCount: number;
  readIds?: string[];
  readUpTo?: number;
  archivedIds?: string[];
  archivedUpTo?: number;
  supersededIds?: string[];
  /** Unread again. */
  unreadIds?: string[];
  /** Back from the archive: read, unless `unreadIds` names them too. */
  unarchivedIds?: string[];
  /** What is read, or no longer true, up to there is archived. */
  archivedReadUpTo?: number;
}

export type LiveNotification = Notification & { unreadCount: number };

/** `too_many_requests`: by one user or one address; a client comes back later. */
export type RefusalCode =
  'unauthenticated' | 'token_expired' | 'forbidden' | 'origin_not_allowed' | 'too_many_requests';

/** The answer to a message that the server would not act on. */
export interface Refusal {
  ok: false;
  code: RefusalCode | 'invalid_message' | 'unavailable';
}

/** The last thing that a socket hears before the server closes it: itself alone, not others of its connection. */
export interface EndsSession {
  /** Its token has run out. */
  'session:expired': () => void;
  /** Its user has opened so many sockets that this one, idle for longest, has to go. */
  'session:replaced': () => void;
}

/** In every namespace. */
export interface KeepsSession {
  /** A fresh token of the same user, whose role may be here. */
  auth: (credentials: { token: string }, ack: (answer: { ok: true } | Refusal) => void) => void;
}

/** Namespace `/`. */
export interface ServerToClient extends EndsSession {
  inbox: (inbox: Inbox) => void;
  notification: (notification: LiveNotification) => void;
  'inbox:changed': (change: InboxChange) => void;
}

export interface ClientToServer extends KeepsSession {
  sync: (from: { cursor: number; epoch?: string }, ack: (answer: Inbox | Refusal) => void) => void;
  /** Up to where this device has shown notifications. Beyond `lastSeq` it counts as that, and never goes back. */
  shown: (upTo: { seq: number }, ack: (answer: { ok: true } | Refusal) => void) => void;
}

/** A business at one moment: one owner's, or for admins everybody's together. */
export interface DashboardStats {
  businesses: number;
  lots: number;
  slots: number;
  freeSlots: number;
  activeBookings: number;
  pendingPayments: number;
  /** Bookings that ended today, which is the day in the time zone of their lot. */
  completedToday: number;
  /** Verified today, likewise, and not to be given back: one amount per currency. */
  revenueToday: Money[];
}

export interface Dashboard {
  /** `connected`, the event that changed the numbers, or `refreshed`: by time alone, or by what nobody could say at once. */
  reason: string;
  stats: DashboardStats;
  asOf: string;
}

/** Namespace `/dashboard`. */
export interface DashboardToClient extends EndsSession {
  dashboard: (dashboard: Dashboard) => void;
}

/** Namespace `/operations`. */
export interface OperationsToClient extends EndsSession {
  /** Every second. */
  queues: (queues: QueuesSnapshot) => void;
  /** Every second. */
  state: (state: OperationsState) => void;
  /** Once, at the beginning. */
  history: (history: OperationsHistory) => void;
  /** Each reading after those of the history. */
  sample: (sample: OperationsSample) => void;
}
