import { z } from 'zod';
import { id, instant } from '../values.js';

const longestUrl = 2_000;

/** Whether it must be encrypted is a setting: see the domain. */
const webhookUrl = z
  .string()
  .max(longestUrl)
  .refine((text) => {
    if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false;
    const { username, password, hash } = new URL(text);
    return username === '' && password === '' && hash === '';
  }, 'must be a URL such as https://example.com/hook, without a user, a password or a fragment')
  .meta({ format: 'uri' });

const chosenEvents = (events: readonly string[]) =>
  z
    .array(z.enum(events))
    .min(1)
    .max(events.length)
    .overwrite((chosen) => [...new Set(chosen)])
    .nullable()
    .describe('The events that are sent; null: all of them, with those that later releases add.');

export const webhookBody = (events: readonly string[]) =>
  z.strictObject({ url: webhookUrl, events: chosenEvents(events).default(null) });
export type WebhookBody = z.infer<ReturnType<typeof webhookBody>>;

/** What is left out stays. */
export const webhookChange = (events: readonly string[]) =>
  z
    .strictObject({
      enabled: z.boolean().optional(),
      url: webhookUrl.optional(),
      events: chosenEvents(events).optional(),
    })
    .refine((change) => Object.values(change).some((value) => value !== undefined), {
      message: 'must name something to change',
    })
    .meta({ minProperties: 1 });
export type WebhookChange = z.infer<ReturnType<typeof webhookChange>>;

export const rotation = z
  .strictObject({
    revoke: z
      .boolean()
      .default(false)
      .describe('Whether the old secret signs nothing from now on, such as after it became known.'),
  })
  .default({ revoke: false });

export const webhook = z
  .object({
    id,
    url: z.string(),
    events: z.array(z.string()).nullable(),
    createdAt: instant,
    disabledAt: instant.nullable(),
    disabledReason: z.enum(['owner', 'gone', 'failing']).nullable(),
    failingSince: instant.nullable(),
    oldSecretUntil: instant.nullable(),
  })
  .meta({
    id: 'Webhook',
    description:
      '`events` is null for all. It was switched off by its owner, because its receiver answered 410 (`gone`), or because nothing was ' +
      'accepted for three days (`failing`). `failingSince` is null where the last attempt succeeded. Until `oldSecretUntil` messages ' +
      'are signed with the secret before this one too.',
  });
export type Webhook = z.infer<typeof webhook>;

export const webhookWithSecret = webhook.extend({ secret: z.string() }).meta({
  id: 'WebhookWithSecret',
  description: 'The `secret` is told this once.',
});
export type WebhookWithSecret = z.infer<typeof webhookWithSecret>;

export const webhooks = z
  .object({
    items: z.array(webhook),
    most: z.int().nullable(),
    events: z.array(z.object({ event: z.string(), title: z.string() })),
  })
  .meta({
    id: 'Webhooks',
    description:
      'Oldest first. `most` is how many one owner may have, null: as many as they like. `events` are those that can be chosen, named ' +
      'in the language of the caller.',
  });
export type Webhooks = z.infer<typeof webhooks>;

const attempt = z
  .object({ at: instant, status: z.int().nullable(), error: z.string().nullable(), tookMs: z.int() })
  .meta({ id: 'WebhookAttempt', description: '`status` is null where there was no answer.' });

export const webhookDelivery = z
  .object({
    id,
    event: z.string(),
    title: z.string().nullable(),
    bookingId: id.nullable(),
    status: z.enum(['due', 'sending', 'sent', 'cancelled', 'failed']),
    reason: z.string().nullable(),
    createdAt: instant,
    dueAt: instant,
    endedAt: instant.nullable(),
    isTrue: z.boolean(),
    attempts: z.array(attempt),
  })
  .meta({
    id: 'WebhookDelivery',
    description:
      'One message on its way to a webhook. `reason` says why it was cancelled. What is `isTrue` no longer, since something has happened ' +
      'or time has passed, is not sent again. `attempts` are newest first, the last 50 at most.',
  });
export type WebhookDelivery = z.infer<typeof webhookDelivery>;
