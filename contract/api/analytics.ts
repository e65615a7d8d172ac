import { z } from 'zod';
import { instant, timezone } from '../values.js';

/** Where a notification is told: in the inbox, and from there to open pages; or over a slow channel. */
export const toldOver = ['inbox', 'email', 'push', 'webhook'] as const;
export type ToldOver = (typeof toldOver)[number];

const countedDays = ['1', '7', '30'] as const;

export const notificationCountsQuery = z.strictObject({
  days: z.enum(countedDays).default('7'),
  timezone: timezone.default('UTC'),
});
export type NotificationCountsQuery = z.input<typeof notificationCountsQuery>;

const counts = z.object({
  sent: z.int(),
  shown: z.int().nullable(),
  read: z.int().nullable(),
  acted: z.int().nullable(),
  cancelled: z.int(),
  failed: z.int(),
});
export type Counts = z.infer<typeof counts>;

const countedPeriod = counts.extend({ startsAt: instant });

const countedEvent = counts.extend({
  event: z.string(),
  title: z.string(),
  medianSecondsToAct: z.int().nullable(),
  /** How many acted within each of `timeToActBounds`, but not within the one before it. One more: later. */
  actedWithin: z.array(z.int()).nullable(),
});
export type CountedEvent = z.infer<typeof countedEvent>;

const countedChannel = counts.extend({
  channel: z.enum(toldOver),
  periods: z.array(countedPeriod),
  events: z.array(countedEvent),
});
export type CountedChannel = z.infer<typeof countedChannel>;

export const notificationCounts = z
  .object({
    asOf: instant.nullable(),
    timezone: z.string(),
    timeToActBounds: z.array(z.int()),
    channels: z.array(countedChannel),
  })
  .meta({
    id: 'NotificationCounts',
    description:
      'What became of notifications, by the time at which they were written. `shown`: a page of the person has shown it. `read` and ' +
      '`acted`: the person has read it, or done what it asks for (renewed after a warning, decided on a payment), after it was ' +
      'sent over this channel and within seven days; null where nobody can: of webhooks, and of news, which ask for nothing. ' +
      '`cancelled`: it was not sent, since it was not needed or not true any more; `failed`: it could not be. Periods are ' +
      'hours of one day, or days by the clocks of `timezone`. `asOf` is when the newest hour was counted, null before the first time.',
  });
export type NotificationCounts = z.infer<typeof notificationCounts>;
