import type { z } from 'zod';
import { roles, type Role } from '../../../contract/api/accounts.js';
import type { Language } from '../../../contract/languages.js';
import type { MessageContent, NotificationType } from '../../../contract/notification.js';

/** What people read of an event, in one language. */
type Words = Omit<MessageContent, 'type'>;

/** The user ids that are notified of an event. */
type Recipients<Payload> = (payload: Payload) => readonly string[];

/** How an event reaches people over the slow channels: after so many seconds in which nobody has seen it; null: only where they choose so. */
export interface Reach {
  email: number | null;
  push: number | null;
}

/** A warning has a deadline and goes before everything else, a task waits for somebody to act, news can be gathered. */
export const urgencies = ['warning', 'task', 'news'] as const;
type Urgency = (typeof urgencies)[number];

/** For events that appear in dashboards and timelines only. */
export const nobody = () => [];

/**
 * The single declaration of an event, from which its types, validation, notifications, timeline entry and toast are derived.
 */
export interface EventDefinition<Schema extends z.ZodType = z.ZodType> {
  payload: Schema;
  recipients: Recipients<z.infer<Schema>>;
  /** The broadcast whose audience is notified, instead of listed recipients. */
  broadcast: (payload: z.infer<Schema>) => string | null;
  content: (payload: z.infer<Schema>, language: Language) => MessageContent;
  /** The web client's path that a click on the notification opens. */
  link: (payload: z.infer<Schema>) => string | null;
  /** Data with which a client can act without another request. */
  data: (payload: z.infer<Schema>) => Record<string, unknown>;
  /** When the notification expires by time alone, if it does. */
  validUntil: (payload: z.infer<Schema>) => string | null;
  /** How it reaches people who are not looking; null: not at all. */
  reach: Reach | null;
  urgency: Urgency;
  /** What it is called where people choose what they hear of. Events that nobody is told of have none. */
  title: Readonly<Record<Language, string>> | null;
  /** The roles of those who may be told of it. */
  heardBy: readonly Role[];
  /** The alert that it is about. Its notifications are no longer true once the alert is cleared. */
  alert: (payload: z.infer<Schema>) => string | null;
  /** Earlier notifications about the same booking or alert that this event supersedes, with their recipients. */
  supersedes: Readonly<Record<string, Recipients<z.infer<Schema>>>>;
}

/** A definition as it is written: its type may be the same for every payload. */
type Written<Schema extends z.ZodType> = Omit<EventDefinition<Schema>, Optional | 'content' | 'heardBy'> &
  Partial<Pick<EventDefinition<Schema>, Optional>> & {
    type: NotificationType | ((payload: z.infer<Schema>) => NotificationType);
    /** What it says, in every language. */
    texts: Readonly<Record<Language, (payload: z.infer<Schema>) => Words>>;
  };

type Optional =
  'broadcast' | 'alert' | 'link' | 'data' | 'validUntil' | 'reach' | 'urgency' | 'title' | 'supersedes';

/** In the place of the ids that a payload names people by. */
const roleOfId: Record<string, Role | readonly Role[]> = {
  userId: 'user',
  ownerId: 'owner',
  operatorIds: ['operator'],
};

/** Whoever the payload names; everybody, where it names a broadcast's audience. */
function heardByOf({ recipients, broadcast }: Pick<EventDefinition, 'recipients' | 'broadcast'>): Role[] {
  if (broadcast({ ...roleOfId, broadcastId: '' }) !== null) return [...roles];
  return [...new Set(recipients(roleOfId) as readonly Role[])];
}

/** Adds the defaults. */
export function defineEvent<Schema extends z.ZodType>({
  type,
  texts,
  ...definition
}: Written<Schema>): EventDefinition<Schema> {
  const defined = {
    broadcast: () => null,
    alert: () => null,
    link: () => null,
    data: () => ({}),
    validUntil: () => null,
    reach: null,
    urgency: 'news' as const,
    title: null,
    supersedes: {},
    content: (payload: z.infer<Schema>, language: Language) => ({
      type: typeof type === 'function' ? type(payload) : type,
      ...texts[language](payload),
    }),
    ...definition,
  };
  return { ...defined, heardBy: heardByOf(defined as Pick<EventDefinition, 'recipients' | 'broadcast'>) };
}
