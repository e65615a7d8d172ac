import { findUnprocessedEvents } from '../../domain/events/find-unprocessed-events.js';
import { eventsPerJob } from '../../domain/queues.js';
import type { Services } from '../services.js';

const atMost = 10_000;

/** A chunk that is queued already is not queued again, but for no longer than this: a lost job must come back. */
const heldBackMs = 5_000;

/** Queues again what the fast path has lost. */
export async function runRelay({ db, log, queues }: Services): Promise<void> {
  const eventIds = await findUnprocessedEvents(db, atMost);
  if (eventIds.length === 0) return;
  log.warn('relaying events that the fast path lost', { events: eventIds.length });
  const chunks = Array.from({ length: Math.ceil(eventIds.length / eventsPerJob) }, (_, index) =>
    eventIds.slice(index * eventsPerJob, (index + 1) * eventsPerJob),
  );
  await queues.notify.addBulk(
    chunks.map((chunk) => ({
      name: 'relayed',
      data: { eventIds: chunk },
      opts: { deduplication: { id: `relay-${chunk[0] ?? ''}`, ttl: heldBackMs } },
    })),
  );
}
