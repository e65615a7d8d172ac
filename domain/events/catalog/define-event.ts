import type { z } from 'zod';
import type { MessageContent } from '../../../contract/notification.js';

/** Who is told of an event: user ids, or `nobody` for one that only dashboards and timelines show. */
type Recipients<Payload> = (payload: Payload) => readonly string[];

/** For events that only dashboards and timelines show. */
export const nobody = () => [];

/**
 * The one declaration of an event. Everything that is known of it stands here: types, validation, the outbox, the
 * inbox, the timeline and the toast derive from it.
 */
export interface EventDefinition<Schema extends z.ZodType = z.ZodType> {
  payload: Schema;
  recipients: Recipients<z.infer<Schema>>;
  /** The id of the broadcast whose audience is told: too many to be named in an event. */
  broadcast: (payload: z.infer<Schema>) => string | null;
  content: (payload: z.infer<Schema>) => MessageContent;
  /** The path in the web client that a click on the notification opens. */
  link: (payload: z.infer<Schema>) => string | null;
  /** What a client may need to act on the notification without another request. */
  data: (payload: z.infer<Schema>) => Record<string, unknown>;
  /** Until when it is true, where time alone ends that. */
  validUntil: (payload: z.infer<Schema>) => string | null;
  /** Earlier notifications about the same booking that this event makes untrue, and whose they are. */
  supersedes: Readonly<Record<string, Recipients<z.infer<Schema>>>>;
}

type Optional = 'broadcast' | 'link' | 'data' | 'validUntil' | 'supersedes';

/** Fills in what most events leave out. */
export function defineEvent<Schema extends z.ZodType>(
  definition: Omit<EventDefinition<Schema>, Optional> & Partial<Pick<EventDefinition<Schema>, Optional>>,
): EventDefinition<Schema> {
  return {
    broadcast: () => null,
    link: () => null,
    data: () => ({}),
    validUntil: () => null,
    supersedes: {},
    ...definition,
  };
}
