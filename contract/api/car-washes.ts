import { z } from 'zod';
import { id } from '../values.js';

export const carWash = z
  .object({ id, bookingId: id, status: z.enum(['requested', 'completed']) })
  .meta({ id: 'CarWash' });
export type CarWash = z.infer<typeof carWash>;
