import type { z } from 'zod';
import type { MessageContent } from '../../../contract/notification.js';

/** The user ids that are notified of an event. */
type Recipients<Payload> = (payload: Payload) => readonly string[];

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
  content: (payload: z.infer<Schema>) => MessageContent;
  /** The web client's path that a click on the notification opens. */
  link: (payload: z.infer<Schema>) => string | null;
  /** Data with which a client can act without another request. */
  data: (payload: z.infer<Schema>) => Record<string, unknown>;
  /** When the notification expires by time alone, if it does. */
  validUntil: (payload: z.infer<Schema>) => string | null;
  /** The alert that it is about. Its notifications are no longer true once the alert is cleared. */
  alert: (payload: z.infer<Schema>) => string | null;
  /** Earlier notifications about the same booking or alert that this event supersedes, with their recipients. */
  supersedes: Readonly<Record<string, Recipients<z.infer<Schema>>>>;
}

type Optional = 'broadcast' | 'alert' | 'link' | 'data' | 'validUntil' | 'supersedes';

/** Adds the defaults. */
export function defineEvent<Schema extends z.ZodType>(
  definition: Omit<EventDefinition<Schema>, Optional> & Partial<Pick<EventDefinition<Schema>, Optional>>,
): EventDefinition<Schema> {
  return {
    broadcast: () => null,
    alert: () => null,
    link: () => null,
    data: () => ({}),
    validUntil: () => null,
    supersedes: {},
    ...definition,
  };
}
