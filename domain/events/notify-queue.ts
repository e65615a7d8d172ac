import { z } from 'zod';

/** The queue between those who commit events and the workers that turn them into notifications. */
export const notifyQueue = 'notify';

/** How many events one job carries at most. */
export const eventsPerJob = 500;

/** What a job of that queue carries. Releases that run side by side read each other's jobs. */
export const notifyPayload = z.object({
  eventIds: z.array(z.guid()),
  /** The deduplication id of a job of the relay, which holds the next one back until this one has ended. */
  relayed: z.string().optional(),
});

export type NotifyPayload = z.infer<typeof notifyPayload>;
