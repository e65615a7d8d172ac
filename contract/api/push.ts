import { z } from 'zod';
import { id, instant, money } from '../values.js';

const base64url = (characters: number) =>
  z
    .string()
    .length(characters)
    .regex(/^[\w-]+$/);

/** What a browser says of its subscription. The key is a point of P-256, the secret has 16 bytes (RFC 8291). */
export const pushBody = z.strictObject({
  endpoint: z.string().min(1).max(2_000),
  keys: z.strictObject({ p256dh: base64url(87), auth: base64url(22) }),
});
export type PushBody = z.infer<typeof pushBody>;

export const pushState = z
  .object({
    publicKey: z.string().nullable(),
    subscription: z.object({ endpoint: z.string(), createdAt: instant }).nullable(),
  })
  .meta({
    id: 'PushState',
    description:
      '`publicKey` is the key with which a browser subscribes, null where there is no web push; `subscription` that of this session.',
  });
export type PushState = z.infer<typeof pushState>;

/** Base64url of 32 bytes. */
export const tokenRenewalBody = z.strictObject({ token: base64url(43) });

export const tokenRenewal = z
  .object({
    bookingId: id,
    lotName: z.string(),
    slotCode: z.string(),
    timezone: z.string(),
    endsAt: instant,
    price: money,
  })
  .meta({ id: 'RenewalFromDevice', description: 'What a renewal from a notification has come to.' });
export type TokenRenewal = z.infer<typeof tokenRenewal>;
