import { z } from 'zod';
import { id, instant, line, pageQuery } from '../values.js';

export const paymentMethod = z.enum(['cash', 'card']);
export type PaymentMethod = z.infer<typeof paymentMethod>;

export const paymentStatus = z.enum(['pending', 'verified', 'rejected', 'void']);
export type PaymentStatus = z.infer<typeof paymentStatus>;

export const payment = z
  .object({
    id,
    bookingId: id,
    method: paymentMethod,
    amount: z.int(),
    currency: z.string(),
    status: paymentStatus,
    verifiedBy: id.nullable(),
    verifiedAt: instant.nullable(),
  })
  .meta({
    id: 'Payment',
    description:
      '`amount` is in whole minor units of `currency`. A payment that was pending when its booking was cancelled or ' +
      'declined is `void`: nobody owes it.',
  });
export type Payment = z.infer<typeof payment>;

export const paymentsQuery = pageQuery.extend({ status: paymentStatus.optional() });
export type PaymentsQuery = z.infer<typeof paymentsQuery>;

export const reasonBody = z.strictObject({ reason: line(500) });
export type ReasonBody = z.infer<typeof reasonBody>;
