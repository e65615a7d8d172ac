import { languages } from '../../contract/languages.js';
import type { ChannelName } from '../deliveries/channel.js';
import { definitionOf, supersededBy } from '../events/catalog/index.js';
import { urgencies, type EventDefinition, type Reach } from '../events/catalog/define-event.js';
import type { StoredEvent } from './read-pending-events.js';

/** The content of a broadcast, whose audience is read in chunks. */
export interface BroadcastContent {
  id: string;
  contentFor: (userIds: string[]) => string;
}

/** An event, prepared as parameters of SQL statements. */
export interface ComposedEvent {
  event: StoredEvent;
  /** Users whose inboxes it may change. */
  userIds: string[];
  /** Content and recipients as JSON; serialized here, so that a value that cannot be serialized fails this event alone. */
  content: string | undefined;
  /** Supersessions of earlier notifications about the booking or alert, one user's each, as JSON. */
  supersessions: string[];
  /** The broadcast whose audience is notified in chunks, instead of recipients. */
  broadcast: BroadcastContent | undefined;
  /** Maximum number of changed rows. */
  weight: number;
}

/**
 * Derives notifications from an event by the catalogue.
 * @param channels the slow channels that this installation has
 * @throws for an unknown event, an invalid payload, and errors of the declaration.
 */
export function composeNotifications(
  event: StoredEvent,
  channels: readonly ChannelName[] = [],
): ComposedEvent {
  const definition = definitionOf(event.type);
  if (!definition) throw new Error('this release does not know the event');
  const payload = definition.payload.parse(event.payload);
  const recipients = [...new Set(definition.recipients(payload))];
  const superseded = supersededRows(event, definition, payload);
  const broadcastId = definition.broadcast(payload);
  const contentFor = (userIds: string[]) => contentOf(event, definition, payload, { userIds, channels });
  return {
    event,
    broadcast: broadcastId === null ? undefined : { id: broadcastId, contentFor },
    userIds: [...recipients, ...superseded.map(({ userId }) => userId)],
    content: recipients.length > 0 ? contentFor(recipients) : undefined,
    supersessions: superseded.map((order) => JSON.stringify(order)),
    weight: Math.max(recipients.length, superseded.length),
  };
}

const contentOf = (
  event: StoredEvent,
  definition: EventDefinition,
  payload: unknown,
  { userIds, channels }: { userIds: string[]; channels: readonly ChannelName[] },
): string =>
  JSON.stringify({
    eventId: event.id,
    occurredAt: event.occurredAt,
    event: event.type,
    bookingId: event.bookingId,
    alertId: definition.alert(payload),
    ...definition.content(payload, 'en'),
    translations: translationsOf(definition, payload),
    data: definition.data(payload),
    link: definition.link(payload),
    validUntil: definition.validUntil(payload),
    supersededBy: supersededBy(event.type),
    reach: reachOver(definition.reach, channels),
    priority: urgencies.indexOf(definition.urgency),
    userIds,
  });

/** Of the channels that there are: after how many seconds, or null where a person would have to choose it. */
const reachOver = (reach: Reach | null, channels: readonly ChannelName[]) =>
  reach && channels.length > 0
    ? Object.fromEntries(channels.map((name) => [name, name === 'webhook' ? 0 : reach[name]]))
    : null;

/** Title and message in the other languages, where they are others. The statement that writes a row chooses by its user. */
function translationsOf(definition: EventDefinition, payload: unknown) {
  const english = definition.content(payload, 'en');
  const others = languages.map((language) => [language, definition.content(payload, language)] as const);
  return Object.fromEntries(
    others
      .filter(([, { title, message }]) => title !== english.title || message !== english.message)
      .map(([language, { title, message }]) => [language, { title, message }]),
  );
}

function supersededRows(
  { id, bookingId, occurredAt }: StoredEvent,
  definition: EventDefinition,
  payload: unknown,
) {
  const alertId = definition.alert(payload);
  if (bookingId === null && alertId === null) return [];
  return Object.entries(definition.supersedes).flatMap(([event, whose]) =>
    [...new Set(whose(payload))].map((userId) => ({
      eventId: id,
      occurredAt,
      bookingId,
      alertId,
      event,
      userId,
    })),
  );
}
