import { definitionOf, supersededBy } from '../../contract/catalog.js';
import type { Telling } from '../../contract/event-definition.js';

/** An event as it is stored. */
export interface StoredEvent {
  id: string;
  type: string;
  bookingId: string | null;
  /** Whose business it happened in. */
  ownerId: string | null;
  payload: unknown;
}

/** One recipient's notification, before the database has given it its place in the inbox. */
export interface Draft extends Telling {
  eventId: string;
  userId: string;
  event: string;
  bookingId: string | null;
  data: Record<string, unknown>;
  link: string | null;
  validUntil: string | null;
  supersededBy: string[];
}

/** An order to mark earlier notifications of `event` about the booking as no longer true, in one user's inbox. */
export interface Supersession {
  eventId: string;
  userId: string;
  bookingId: string;
  event: string;
}

export interface Composed {
  eventIds: string[];
  drafts: Draft[];
  supersessions: Supersession[];
}

/**
 * Turns events into what people are to be told, by the catalogue alone.
 * @param onUnreadable hears of an event that this release does not know, or whose payload is not as declared. It is
 * left out, and so stays unprocessed for a release that can read it.
 */
export function composeNotifications(
  events: StoredEvent[],
  onUnreadable: (event: StoredEvent, reason: string) => void,
): Composed {
  const composed: Composed = { eventIds: [], drafts: [], supersessions: [] };
  for (const event of events) {
    const definition = definitionOf(event.type);
    const payload = definition?.payload.safeParse(event.payload);
    if (!definition || !payload?.success) {
      onUnreadable(event, payload?.error?.message ?? 'this release does not know the event');
      continue;
    }
    composed.eventIds.push(event.id);
    const recipients = new Set(definition.recipients(payload.data));
    if (recipients.size > 0) {
      const shared = {
        eventId: event.id,
        event: event.type,
        bookingId: event.bookingId,
        ...definition.tell(payload.data),
        data: definition.data(payload.data),
        link: definition.link(payload.data),
        validUntil: definition.validUntil(payload.data),
        supersededBy: supersededBy(event.type),
      };
      for (const userId of recipients) composed.drafts.push({ ...shared, userId });
    }
    if (event.bookingId === null) continue;
    for (const [superseded, whose] of Object.entries(definition.supersedes)) {
      for (const userId of whose(payload.data)) {
        composed.supersessions.push({
          eventId: event.id,
          userId,
          bookingId: event.bookingId,
          event: superseded,
        });
      }
    }
  }
  return composed;
}
