import { z } from 'zod';
import { instant, timezone } from '../values.js';

export const digests = ['at_once', 'hourly', 'daily'] as const;
const digest = z.enum(digests);
export type Digest = z.infer<typeof digest>;

const time = z
  .string()
  .max(5)
  .regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, 'must be a time of the day such as 22:30');

const quietHours = z
  .strictObject({ from: time, to: time, breakThrough: z.boolean().default(false) })
  .refine(({ from, to }) => from !== to, { message: 'must be another time than from', path: ['to'] })
  .meta({
    id: 'QuietHours',
    description:
      'When nothing is sent by mail or push, by the clocks of `timezone`; over midnight where `to` is before `from`. What is still ' +
      'true when they end is sent then. With `breakThrough` warnings are sent all the same.',
  });

/** By which slow channels somebody is told of an event. */
const ways = z.object({ email: z.boolean(), push: z.boolean() });
const choice = z.strictObject({ email: z.boolean().optional(), push: z.boolean().optional() });
export type Choice = z.infer<typeof choice>;

/** What is absent is as it was before anything was chosen. */
export const preferencesBody = (events: readonly string[]) =>
  z.strictObject({
    choices: z
      .strictObject(Object.fromEntries(events.map((event) => [event, choice.optional()])))
      .default({}),
    timezone: timezone.default('UTC'),
    quietHours: quietHours.nullable().default(null),
    digest: digest.default('at_once'),
  });
export type PreferencesBody = z.infer<ReturnType<typeof preferencesBody>>;

const heardEvent = z
  .object({
    event: z.string(),
    title: z.string(),
    urgency: z.enum(['warning', 'task', 'news']),
    usually: ways,
  })
  .meta({
    id: 'HeardEvent',
    description:
      'An event that the caller may be told of; `title` is in their language. `usually` is what counts where they have chosen ' +
      'nothing. Warnings may break through quiet hours, and news may be gathered in a digest.',
  });

export const preferences = z
  .object({
    choices: z.record(z.string(), ways),
    timezone: z.string(),
    quietHours: quietHours.nullable(),
    digest,
    changedAt: instant.nullable(),
    events: z.array(heardEvent),
    digests: z.array(digest),
    reach: z.object({
      email: z.enum(['ready', 'not_verified', 'stopped', 'unavailable']),
      push: z.enum(['ready', 'not_on_this_device', 'unavailable']),
    }),
  })
  .meta({
    id: 'Preferences',
    description:
      'How the caller is told of what happens while they look at no page. `choices` has each of `events`, as it counts now. ' +
      '`changedAt` is null where nothing was ever chosen. `digests` are those that the caller may choose; `reach` says what is missing ' +
      'before anything arrives by a channel, `unavailable` that this installation has none of it.',
  });
export type Preferences = z.infer<typeof preferences>;

/** What a client sends: everything that can be chosen. */
export type PreferencesChange = Pick<Preferences, 'choices' | 'timezone' | 'quietHours' | 'digest'>;
