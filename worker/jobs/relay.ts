import { findEventsToRetry, findOverdueEvents } from '../../domain/events/find-overdue-events.js';
import { eventsPerJob } from '../../domain/queues.js';
import type { Services } from '../services.js';

const atMost = 10_000;

/** Of those that were set aside, each of which may cost a transaction of its own. */
const atMostAgain = 100;

/** While a chunk in the same place is under way, none is queued; but for no longer than this: a lost job must come back. */
const heldBackMs = 5_000;

/** Queues again what the fast path has lost, and what was set aside until now. */
export async function runRelay({ db, log, queues }: Services): Promise<void> {
  const [eventIds, setAside] = [
    await findOverdueEvents(db, atMost),
    await findEventsToRetry(db, atMostAgain),
  ];
  if (eventIds.length + setAside.length === 0) return;
  if (eventIds.length > 0) log.warn('relaying events that the fast path lost', { events: eventIds.length });
  const chunks = Array.from({ length: Math.ceil(eventIds.length / eventsPerJob) }, (_, index) => ({
    eventIds: eventIds.slice(index * eventsPerJob, (index + 1) * eventsPerJob),
    relayed: `relay-${index}`,
  }));
  if (setAside.length > 0) chunks.push({ eventIds: setAside, relayed: 'relay-again' });
  await queues.notify.addBulk(
    chunks.map((data) => ({
      name: 'relayed',
      data,
      opts: { deduplication: { id: data.relayed, ttl: heldBackMs } },
    })),
  );
}
