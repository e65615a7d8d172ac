import { notifyPayload, notifyQueue } from '../../domain/events/notify-queue.js';
import { deliverInTime, deliverSome } from '../notifications/deliver-notifications.js';
import { defineJob } from '../runtime/job.js';
import { done } from '../runtime/outcome.js';

/**
 * Tells the recipients of these events, and then the gateways. What is too much for one transaction goes to the end of
 * the queue, so that others' events pass in between.
 */
export const notifyJob = defineJob({
  name: 'notify',
  queue: notifyQueue,
  payload: notifyPayload,
  // Batches of different users run side by side; those of one user wait for the lock of the inbox. With four a mass
  // expiry is told no sooner, and the process takes a tenth more memory.
  concurrency: 3,
  attempts: 5,
  async run({ eventIds, relayed }, context) {
    const { queue } = context;
    if (relayed !== undefined) {
      // The relay would take a job that waits for its turn again for one that was lost. What is left it finds by itself.
      await deliverInTime(context, eventIds);
      await queue.allowDuplicate(relayed);
      return done;
    }
    const rest = await deliverSome(context, eventIds);
    if (rest.length > 0) await queue.add({ eventIds: rest });
    return done;
  },
});
