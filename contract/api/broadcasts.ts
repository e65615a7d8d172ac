import { z } from 'zod';
import { id, instant, line } from '../values.js';
import { notificationType } from '../notification.js';

export const audience = z.enum(['everyone', 'users', 'owners']);
export type Audience = z.infer<typeof audience>;

export const broadcastBody = z.strictObject({
  title: line(120),
  message: line(1000),
  type: notificationType.default('info'),
  audience,
});
export type BroadcastBody = z.infer<typeof broadcastBody>;

export const broadcast = z.object({ id, audience, recipients: z.int(), told: z.int() }).meta({
  id: 'Broadcast',
  description: '`recipients` is how many people will hear of it, `told` how many of them have by now.',
});
export type Broadcast = z.infer<typeof broadcast>;

export const listedBroadcast = broadcast
  .extend({
    title: z.string(),
    message: z.string(),
    type: notificationType,
    createdAt: instant,
    finishedAt: instant.nullable(),
  })
  .meta({ id: 'ListedBroadcast', description: '`finishedAt` is null while people are being told.' });
export type ListedBroadcast = z.infer<typeof listedBroadcast>;

export const audienceCount = z.object({ audience, recipients: z.int() }).meta({
  id: 'AudienceCount',
  description: 'How many people a broadcast would reach that was sent now.',
});
export type AudienceCount = z.infer<typeof audienceCount>;
