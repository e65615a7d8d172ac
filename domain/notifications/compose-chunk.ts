import { messageOf } from '../../platform/errors.js';
import { composeNotifications, type ComposedEvent } from './compose-notifications.js';
import type { StoredEvent } from './read-pending-events.js';

/** Rows that one transaction changes: as long it holds the inboxes, and what else happens to these users waits. */
const mostRows = 2_000;

/** An event that could not be told, and why. */
export interface Failure {
  event: StoredEvent;
  reason: string;
}

export interface Chunk {
  composed: ComposedEvent[];
  failures: Failure[];
  /** Ids of what is left for another transaction. */
  rest: string[];
}

/**
 * Composes as many events as one transaction should tell; one that is larger alone is taken whole. What cannot be
 * composed is left out, so that it holds up nobody else.
 */
export function composeChunk(events: readonly StoredEvent[]): Chunk {
  const chunk: Chunk = { composed: [], failures: [], rest: [] };
  let rows = 0;
  for (const event of events) {
    if (rows >= mostRows || event.payload === null) {
      chunk.rest.push(event.id);
      continue;
    }
    const composed = compose(event, chunk.failures);
    if (!composed) continue;
    rows += composed.weight;
    if (rows > mostRows && chunk.composed.length > 0) chunk.rest.push(event.id);
    else chunk.composed.push(composed);
  }
  return chunk;
}

function compose(event: StoredEvent, failures: Failure[]): ComposedEvent | undefined {
  try {
    return composeNotifications(event);
  } catch (error) {
    failures.push({ event, reason: messageOf(error) });
    return undefined;
  }
}
