import { messageOf } from '../../platform/errors.js';
import type { ChannelName } from '../deliveries/channel.js';
import { composeNotifications, type ComposedEvent } from './compose-notifications.js';
import type { StoredEvent } from './read-pending-events.js';

/** Rows per transaction, which holds the inbox locks of their users. */
const mostRows = 2_000;

/** A failed event with its error. */
export interface Failure {
  event: StoredEvent;
  reason: string;
}

export interface Chunk {
  composed: ComposedEvent[];
  failures: Failure[];
  /** Ids of events for another transaction. */
  rest: string[];
}

/**
 * Composes as many events as fit into one transaction; a single larger event is taken whole. Events that fail are left out, so that they
 * do not block others.
 */
export function composeChunk(events: readonly StoredEvent[], channels: readonly ChannelName[]): Chunk {
  const chunk: Chunk = { composed: [], failures: [], rest: [] };
  let rows = 0;
  for (const event of events) {
    if (rows >= mostRows || event.payload === null) {
      chunk.rest.push(event.id);
      continue;
    }
    const composed = compose(event, channels, chunk.failures);
    if (!composed) continue;
    rows += composed.weight;
    if (rows > mostRows && chunk.composed.length > 0) chunk.rest.push(event.id);
    else chunk.composed.push(composed);
  }
  return chunk;
}

function compose(
  event: StoredEvent,
  channels: readonly ChannelName[],
  failures: Failure[],
): ComposedEvent | undefined {
  try {
    return composeNotifications(event, channels);
  } catch (error) {
    failures.push({ event, reason: messageOf(error) });
    return undefined;
  }
}
