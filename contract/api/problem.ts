import { z } from 'zod';

/** What is wrong with one field. Its bounds come as numbers too, for clients that say them in words of their own. */
const fieldFault = z
  .object({
    path: z.string(),
    message: z.string(),
    atLeast: z.number().optional(),
    atMost: z.number().optional(),
  })
  .meta({ id: 'FieldFault' });
export type FieldFault = z.infer<typeof fieldFault>;

/** RFC 9457. `code` is stable; `detail` is for people and may change. */
export const problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    requestId: z.string(),
    errors: z.array(fieldFault).optional(),
  })
  .meta({ id: 'Problem' });
export type ProblemDocument = z.infer<typeof problem>;
