import { notifyPayload, notifyQueue } from '../../domain/events/notify-queue.js';
import { deliverInTime, deliverSome } from '../notifications/deliver-notifications.js';
import { defineJob } from '../runtime/job.js';
import { done } from '../runtime/outcome.js';

/**
 * Turns outbox events into notifications and publishes them to the gateways. What exceeds one transaction is enqueued
 * again at the end of the queue, so that a large job does not block the events behind it.
 */
export const notifyJob = defineJob({
  name: 'notify',
  queue: notifyQueue,
  payload: notifyPayload,
  // Batches of different users run in parallel; those of one user wait for the row lock of the inbox. Measured with four:
  // a mass expiry is delivered no sooner, and the process takes a tenth more memory.
  concurrency: 3,
  attempts: 5,
  async run({ eventIds, relayed }, context) {
    const { queue } = context;
    if (relayed !== undefined) {
      // Not enqueued again: the relay would take what waits for lost events. It finds what is left in the outbox.
      await deliverInTime(context, eventIds);
      await queue.allowDuplicate(relayed);
      return done;
    }
    const rest = await deliverSome(context, eventIds);
    if (rest.length > 0) await queue.add({ eventIds: rest });
    return done;
  },
});
