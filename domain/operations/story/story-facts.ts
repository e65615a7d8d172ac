import type { BookingStory } from '../../../contract/api/operations.js';
import type { Role } from '../../../contract/api/accounts.js';
import type { Language } from '../../../contract/languages.js';
import type { BookingStatus } from '../../../contract/api/bookings.js';
import type { ChannelName } from '../../deliveries/channel.js';
import type { CancelReason } from '../../deliveries/decide.js';
import type { DeliveryStatus } from '../../deliveries/delivery.entity.js';

/** An event of the booking that is not in the outbox any more has its notifications. */
export interface Waiting {
  attempts: number;
  nextAt: Date;
  lastError: string | null;
  deadAt: Date | null;
}

export interface StoryEvent {
  id: string;
  type: string;
  at: Date;
  actorId: string | null;
  waiting: Waiting | null;
  told: Told;
}

/** What its payload says; nothing where it is of another release. */
export interface Told {
  /** In the language of the story; the type of the event where its payload is not known. */
  title: string;
  /** Of the booking, by then. */
  endsAt?: Date | undefined;
  deadlineVersion?: number | undefined;
  reason?: string | undefined;
  /** The ids of those who are notified. */
  recipients: readonly string[];
}

export interface StoryNotification {
  id: string;
  eventId: string;
  event: string;
  userId: string;
  seq: number;
  title: string;
  message: string;
  at: Date;
  validUntil: Date | null;
  supersededAt: Date | null;
  readAt: Date | null;
}

/** A notification on its way over a slow channel. */
export interface StoryDelivery {
  id: string;
  userId: string;
  /** Of the notification. */
  title: string;
  channel: ChannelName;
  status: DeliveryStatus;
  reason: CancelReason | null;
  /** When it is decided next, while it has not ended. */
  dueAt: Date;
  attempts: number;
  lastError: string | null;
  at: Date;
  endedAt: Date | null;
}

/** Up to which `seq` a device of a recipient has shown notifications, and when it said so last. */
export interface StoryDevice {
  sessionId: string;
  userId: string;
  lastShownSeq: number;
  at: Date;
  signedInAt: Date;
  /** The User-Agent at login. */
  device: string | null;
}

/** When a device of the booking's user was connected. */
export interface StoryConnection {
  id: string;
  sessionId: string;
  connectedAt: Date;
  disconnectedAt: Date | null;
  /** Its gateway was killed, and the end is when that was last seen. */
  isGatewayLost: boolean;
  device: string | null;
}

export interface Person {
  id: string;
  name: string;
  role: Role;
}

/** What PostgreSQL knows of a booking, each list oldest first. */
export interface StoryFacts {
  /** Of the titles of events. Those of notifications are as they were told. */
  language: Language;
  booking: BookingStory['booking'];
  /** Between its deadline and the sweep this is still `active`. */
  storedStatus: BookingStatus;
  createdAt: Date;
  startsAt: Date;
  endsAt: Date;
  /** Null: its end was nearer than the lead of a warning. */
  warnAt: Date | null;
  warnedAt: Date | null;
  deadlineVersion: number;
  declineReason: string | null;
  events: readonly StoryEvent[];
  notifications: readonly StoryNotification[];
  deliveries: readonly StoryDelivery[];
  devices: readonly StoryDevice[];
  connections: readonly StoryConnection[];
  people: ReadonlyMap<string, Person>;
  /** False: the oldest rows of some list were left out. */
  isComplete: boolean;
  asOf: Date;
}

/** The most rows of each list that are read. */
export const mostRows = 500;
