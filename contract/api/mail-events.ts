import { z } from 'zod';

const mailEvent = z.strictObject({
  type: z.enum(['bounced', 'complained']),
  email: z.string().min(3).max(320),
});
export type MailEvent = z.infer<typeof mailEvent>;

export const mailEventsBody = z.strictObject({ events: z.array(mailEvent).min(1).max(100) }).meta({
  id: 'MailEvents',
  description:
    'What became of letters after they were taken: an address that will never take one, or a reader who has called one spam. ' +
    'Failures that may pass are not reported.',
});
