import { z } from 'zod';
import { findEventsToRetry, findOverdueEvents } from '../../domain/events/find-overdue-events.js';
import { eventsPerJob } from '../../domain/events/notify-queue.js';
import { deliverInTime } from '../notifications/deliver-notifications.js';
import { defineJob, type JobContext } from '../runtime/job.js';
import { done, type Outcome } from '../runtime/outcome.js';
import type { Services } from '../services.js';
import { notifyJob } from './notify.js';

const maxOverdue = 10_000;
/** Of events that have failed before, each of which may need a transaction of its own. */
const maxRetries = 100;
/** A chunk is not enqueued again while its last job is in progress, but for no longer than this: that job may be lost. */
const deduplicateMs = 5_000;
/** While the queue has a backlog, an overdue event most likely waits in it, unless it is overdue by this much. */
const backlogSeconds = 30;
/** Delivered in one run without the queue. */
const maxWithoutQueue = 2_000;

const payload = z.object({});

/** Enqueues outbox events that the fast path has lost, and failed ones whose next attempt is due. */
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
  const overdue = await findOverdueEvents(db, maxOverdue, isBacklog ? backlogSeconds : 0);
  const again = await findEventsToRetry(db, maxRetries);
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
      options: { deduplicate: { id: chunk.relayed, forMs: deduplicateMs } },
    })),
  );
  return done;
}

/** Delivers overdue events in this process, so that inboxes stay current during a Redis outage. */
async function deliverOverdue(
  services: Pick<Services, 'db' | 'throttledLog' | 'emitter' | 'totals' | 'channels'>,
): Promise<void> {
  const { db } = services;
  const eventIds = [
    ...(await findOverdueEvents(db, maxWithoutQueue)),
    ...(await findEventsToRetry(db, maxRetries)),
  ];
  if (eventIds.length > 0) await deliverInTime(services, eventIds);
}
