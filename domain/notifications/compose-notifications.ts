import { definitionOf, supersededBy } from '../events/catalog/index.js';
import type { EventDefinition } from '../events/catalog/define-event.js';
import type { StoredEvent } from './read-pending-events.js';

/** What a broadcast tells people, who are looked up part by part. */
export interface BroadcastContent {
  id: string;
  contentFor: (userIds: string[]) => string;
}

/** What one event tells people, ready to be sent to PostgreSQL. */
export interface ComposedEvent {
  event: StoredEvent;
  /** Everybody whose inbox it may change. */
  userIds: string[];
  /** What its recipients read, with their ids: as JSON, so that what cannot be written as such is found here. */
  content: string | undefined;
  /** Orders to mark earlier notifications about the booking as no longer true, one user's each: as JSON. */
  supersessions: string[];
  /** The broadcast whose audience is told, a part at a time, instead of recipients. */
  broadcast: BroadcastContent | undefined;
  /** How many rows it may change. */
  weight: number;
}

/**
 * Turns an event into what people are to be told, by the catalogue alone.
 * @throws when this release does not know the event, when its payload is not as declared, and whatever its declaration
 * throws.
 */
export function composeNotifications(event: StoredEvent): ComposedEvent {
  const definition = definitionOf(event.type);
  if (!definition) throw new Error('this release does not know the event');
  const payload = definition.payload.parse(event.payload);
  const recipients = [...new Set(definition.recipients(payload))];
  const superseded = supersededRows(event, definition, payload);
  const broadcastId = definition.broadcast(payload);
  return {
    event,
    broadcast:
      broadcastId === null
        ? undefined
        : { id: broadcastId, contentFor: (userIds) => contentOf(event, definition, payload, userIds) },
    userIds: [...recipients, ...superseded.map(({ userId }) => userId)],
    content: recipients.length > 0 ? contentOf(event, definition, payload, recipients) : undefined,
    supersessions: superseded.map((order) => JSON.stringify(order)),
    weight: Math.max(recipients.length, superseded.length),
  };
}

const contentOf = (
  event: StoredEvent,
  definition: EventDefinition,
  payload: unknown,
  userIds: string[],
): string =>
  JSON.stringify({
    eventId: event.id,
    occurredAt: event.occurredAt,
    event: event.type,
    bookingId: event.bookingId,
    ...definition.content(payload),
    data: definition.data(payload),
    link: definition.link(payload),
    validUntil: definition.validUntil(payload),
    supersededBy: supersededBy(event.type),
    userIds,
  });

function supersededRows(
  { id, bookingId, occurredAt }: StoredEvent,
  definition: EventDefinition,
  payload: unknown,
) {
  if (bookingId === null) return [];
  return Object.entries(definition.supersedes).flatMap(([event, whose]) =>
    [...new Set(whose(payload))].map((userId) => ({ eventId: id, occurredAt, bookingId, event, userId })),
  );
}
