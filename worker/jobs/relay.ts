import { z } from 'zod';
import { findEventsToRetry, findOverdueEvents } from '../../domain/events/find-overdue-events.js';
import { eventsPerJob } from '../../domain/events/notify-queue.js';
import { deliverInTime } from '../notifications/deliver-notifications.js';
import { defineJob, type JobContext } from '../runtime/job.js';
import { done, type Outcome } from '../runtime/outcome.js';
import type { Services } from '../services.js';
import { notifyJob } from './notify.js';

const atMost = 10_000;
/** Of those that have failed, each of which may cost a transaction of its own. */
const atMostAgain = 100;
/** While a chunk in the same place is under way, none is queued; but for no longer than this: a lost job must come back. */
const heldBackMs = 5_000;
/** While jobs wait in the queue, what is overdue most likely waits in one of them, unless it has done so for very long. */
const behindBacklogSeconds = 30;
/** Told in one go where there is no queue. */
const atMostHere = 2_000;

const payload = z.object({});

/** Queues again what the fast path has lost, and what is to be tried again by now. */
export const relayJob = defineJob({
  name: 'relay',
  queue: 'relay',
  payload,
  concurrency: 1,
  attempts: 1,
  schedule: { cron: '* * * * * *', deduplicateMs: 700, payload: {} },
  withoutQueue: { run: deliverOverdue, onceAfterReconnect: false },
  run: (_, context) => relay(context),
});

async function relay({ db, log, queueOf }: JobContext<z.infer<typeof payload>>): Promise<Outcome> {
  const notifications = queueOf(notifyJob);
  const isBacklog = (await notifications.countWaiting()) > 0;
  const overdue = await findOverdueEvents(db, atMost, isBacklog ? behindBacklogSeconds : 0);
  const again = await findEventsToRetry(db, atMostAgain);
  if (overdue.length + again.length === 0) return done;
  if (overdue.length > 0) log.warn('relaying events that the fast path lost', { events: overdue.length });
  const chunks = Array.from({ length: Math.ceil(overdue.length / eventsPerJob) }, (_, index) => ({
    eventIds: overdue.slice(index * eventsPerJob, (index + 1) * eventsPerJob),
    relayed: `relay-${index}`,
  }));
  if (again.length > 0) chunks.push({ eventIds: again, relayed: 'relay-again' });
  await notifications.addAll(
    chunks.map((chunk) => ({
      payload: chunk,
      options: { deduplicate: { id: chunk.relayed, forMs: heldBackMs } },
    })),
  );
  return done;
}

/** Tells people of what is overdue without the queue, so that inboxes go on while Redis is away. */
async function deliverOverdue(services: Pick<Services, 'db' | 'troubles' | 'emitter'>): Promise<void> {
  const { db } = services;
  const eventIds = [
    ...(await findOverdueEvents(db, atMostHere)),
    ...(await findEventsToRetry(db, atMostAgain)),
  ];
  if (eventIds.length > 0) await deliverInTime(services, eventIds);
}
