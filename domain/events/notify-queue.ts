import { z } from 'zod';

/** The queue from committed events to the workers that write notifications. */
export const notifyQueue = 'notify';

/** Maximum number of events per job. */
export const eventsPerJob = 500;

/** The payload of its jobs. During a rolling update, releases read each other's jobs. */
export const notifyPayload = z.object({
  eventIds: z.array(z.guid()),
  /** The deduplication id of a job from the relay: no second one is enqueued until it has ended. */
  relayed: z.string().optional(),
});

export type NotifyPayload = z.infer<typeof notifyPayload>;
