import type { Database } from '../../platform/postgres/database.js';
import { isAboutValues } from '../../platform/postgres/errors.js';
import { messageOf } from '../../platform/errors.js';
import type { ChannelName } from '../deliveries/channel.js';
import type { Logger } from '../../platform/observability/logger.js';
import { composeChunk, type Failure } from './compose-chunk.js';
import type { ComposedEvent } from './compose-notifications.js';
import type { BusinessChange, LiveBatch } from './live-message.js';
import { measureFailures, measureSuperseded, measureWritten } from './notification-metrics.js';
import { readPendingEvents, type StoredEvent } from './read-pending-events.js';
import { recordFailures, shortened } from './record-failures.js';
import { splitChanges } from './split-live-batch.js';
import { MissingBroadcast, expandBroadcast } from './expand-broadcast.js';
import { writeNotifications } from './write-notifications.js';

/** Bound of one call: finding poison events in a large batch by bisection takes many transactions. */
const mostTransactions = 40;

export interface Notified extends LiveBatch {
  /** Ids of events that are left. */
  rest: string[];
  /** How many notifications were superseded before their users had read them. */
  supersededUnread: number;
}

/**
 * Writes the notifications of as many of these events as fit into one short transaction. Poison events (unknown name, invalid payload,
 * values that PostgreSQL rejects, missing broadcast) are recorded as failed and do not block others. Idempotent, also concurrently.
 * @param log receives failed events.
 * @param channels the slow channels that this installation has, over which deliveries are made too.
 * @returns the committed changes for the gateways, and the events that are left.
 * @throws when PostgreSQL is unavailable; nothing was written then.
 */
export async function notifySome(
  db: Database,
  eventIds: string[],
  log: Pick<Logger, 'error'>,
  channels: readonly ChannelName[] = [],
): Promise<Notified> {
  const pending = await readPendingEvents(db, eventIds);
  const readAt = performance.now();
  const { composed, failures, rest } = composeChunk(pending, channels);
  const notified: Notified = { messages: [], businesses: [], rest, supersededUnread: 0 };
  const events: StoredEvent[] = [];

  // Failed events are retried alone; a broadcast is one transaction per chunk of its audience.
  const isAlone = ({ event, broadcast }: ComposedEvent) => event.attempts > 0 || broadcast !== undefined;
  const groups = [
    composed.filter((one) => !isAlone(one)),
    ...composed.filter(isAlone).map((one) => [one]),
  ].filter(({ length }) => length > 0);
  for (let left = mostTransactions; left > 0; left--) {
    const group = groups.shift();
    if (!group) break;
    try {
      const { messages, supersededUnread, isOver } = await writeGroup(db, group);
      measureWritten(isOver ? group.map(({ event }) => event) : [], messages, readAt);
      measureSuperseded(supersededUnread);
      notified.supersededUnread += supersededUnread;
      notified.messages = notified.messages.concat(messages);
      events.push(...group.map(({ event }) => event));
      if (!isOver) notified.rest.push(...group.map(({ event }) => event.id));
    } catch (error) {
      if (isFaultOfEvent(error)) separate(group, error, { groups, failures });
      else if (events.length === 0) throw error;
      // Committed notifications must be published. The rest is retried by a later job.
      else {
        groups.unshift(group);
        break;
      }
    }
  }
  notified.rest.push(...groups.flat().map(({ event }) => event.id));
  notified.messages = splitChanges(notified.messages);
  notified.businesses = changedBusinesses(events);
  await putAside(db, failures, log);
  return notified;
}

/** Whether an error is caused by the event itself, so that a retry of the batch fails again. */
const isFaultOfEvent = (error: unknown) => isAboutValues(error) || error instanceof MissingBroadcast;

async function writeGroup(db: Database, group: ComposedEvent[]) {
  const [first] = group;
  if (first?.broadcast) return expandBroadcast(db, first.event, first.broadcast);
  return { ...(await writeNotifications(db, group)), isOver: true };
}

/** Writes the notifications of all of these events, in as many transactions as needed. */
export async function notify(
  db: Database,
  eventIds: string[],
  log: Pick<Logger, 'error'>,
  channels: readonly ChannelName[] = [],
): Promise<LiveBatch> {
  const { rest, supersededUnread, ...batch } = await notifySome(db, eventIds, log, channels);
  if (rest.length === 0) return batch;
  const more = await notify(db, rest, log, channels);
  return {
    messages: batch.messages.concat(more.messages),
    businesses: batch.businesses.concat(more.businesses),
  };
}

/** Bisects a failed batch: each half is retried separately. */
function separate(
  group: ComposedEvent[],
  error: unknown,
  { groups, failures }: { groups: ComposedEvent[][]; failures: Failure[] },
): void {
  const [first] = group;
  if (first && group.length === 1) failures.push({ event: first.event, reason: messageOf(error) });
  else {
    const half = Math.ceil(group.length / 2);
    groups.unshift(group.slice(0, half), group.slice(half));
  }
}

/** An error here is only logged: the relay finds the events again, and what was committed must be published. */
async function putAside(
  db: Database,
  failures: readonly Failure[],
  log: Pick<Logger, 'error'>,
): Promise<void> {
  measureFailures(failures.length);
  for (const { event, reason } of failures) {
    const { id: eventId, type, attempts } = event;
    log.error('an event cannot be told and is set aside', {
      ...{ eventId, event: type, attempts: attempts + 1, reason: shortened(reason) },
    });
  }
  const dead = await recordFailures(db, failures).catch((error: unknown) => {
    log.error('events could not be set aside', { reason: messageOf(error) });
    return [];
  });
  for (const eventId of dead)
    log.error('an event is given up: npm run retry-dead tries it again', { eventId });
}

/** Each owner once, with the latest reason. */
function changedBusinesses(events: StoredEvent[]): BusinessChange[] {
  const latest = new Map<string, BusinessChange>();
  for (const { ownerId, type } of events) {
    if (ownerId !== null) latest.set(ownerId, { ownerId, reason: type });
  }
  return [...latest.values()];
}
