import type { Database } from '../../platform/postgres/database.js';
import { isAboutValues } from '../../platform/postgres/errors.js';
import { messageOf } from '../../platform/errors.js';
import type { Logger } from '../../platform/observability/logger.js';
import { composeChunk, type Failure } from './compose-chunk.js';
import type { ComposedEvent } from './compose-notifications.js';
import type { BusinessChange, LiveBatch } from './live-message.js';
import { readPendingEvents, type StoredEvent } from './read-pending-events.js';
import { recordFailures, shortened } from './record-failures.js';
import { splitChanges } from './split-live-batch.js';
import { MissingBroadcast, tellBroadcast } from './tell-broadcast.js';
import { tellRecipients } from './tell-recipients.js';

/** So many transactions are enough for once: to find the bad events among many, each half is tried by itself. */
const mostTransactions = 40;

export interface Told extends LiveBatch {
  /** Ids of events that are left to be told. */
  rest: string[];
}

/**
 * Tells the recipients of as many of these events as one short transaction can hold. Events that no release can tell
 * (an unknown name, a payload that is not as declared, values that PostgreSQL refuses, a broadcast that is not there) are
 * set aside, and hold up nobody else. May run twice, and at once, for the same events.
 * @param log hears of what was set aside.
 * @returns what to tell the gateways now that it is durable, and what is left.
 * @throws when PostgreSQL could not do it at this time; nothing was told then.
 */
export async function notifySome(
  db: Database,
  eventIds: string[],
  log: Pick<Logger, 'error'>,
): Promise<Told> {
  const { composed, failures, rest } = composeChunk(await readPendingEvents(db, eventIds));
  const told: Told = { messages: [], businesses: [], rest };
  const events: StoredEvent[] = [];

  // What has failed before is tried alone, and a broadcast is a transaction for each part of its audience.
  const isAlone = ({ event, broadcast }: ComposedEvent) => event.attempts > 0 || broadcast !== undefined;
  const groups = [
    composed.filter((one) => !isAlone(one)),
    ...composed.filter(isAlone).map((one) => [one]),
  ].filter(({ length }) => length > 0);
  for (let left = mostTransactions; left > 0; left--) {
    const group = groups.shift();
    if (!group) break;
    try {
      const { messages, isOver } = await tellGroup(db, group);
      told.messages = told.messages.concat(messages);
      events.push(...group.map(({ event }) => event));
      if (!isOver) told.rest.push(...group.map(({ event }) => event.id));
    } catch (error) {
      if (isFaultOfEvent(error)) separate(group, error, { groups, failures });
      else if (events.length === 0) throw error;
      // What is told already must be said. The rest comes again, and meets the trouble alone.
      else {
        groups.unshift(group);
        break;
      }
    }
  }
  told.rest.push(...groups.flat().map(({ event }) => event.id));
  told.messages = splitChanges(told.messages);
  told.businesses = changedBusinesses(events);
  await putAside(db, failures, log);
  return told;
}

/** Whether an error comes of what an event says, so that it comes again however often the event is tried. */
const isFaultOfEvent = (error: unknown) => isAboutValues(error) || error instanceof MissingBroadcast;

async function tellGroup(db: Database, group: ComposedEvent[]) {
  const [first] = group;
  if (first?.broadcast) return tellBroadcast(db, first.event, first.broadcast);
  return { messages: await tellRecipients(db, group), isOver: true };
}

/** Tells the recipients of all of these events, in as many transactions as it takes. */
export async function notify(
  db: Database,
  eventIds: string[],
  log: Pick<Logger, 'error'>,
): Promise<LiveBatch> {
  const { rest, ...batch } = await notifySome(db, eventIds, log);
  if (rest.length === 0) return batch;
  const more = await notify(db, rest, log);
  return {
    messages: batch.messages.concat(more.messages),
    businesses: batch.businesses.concat(more.businesses),
  };
}

/** One of several is at fault: each half is tried by itself. */
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

/** Where it fails, the relay finds the events again and they are set aside then. What was told must be said. */
async function putAside(
  db: Database,
  failures: readonly Failure[],
  log: Pick<Logger, 'error'>,
): Promise<void> {
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
