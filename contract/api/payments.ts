import { z } from 'zod';
import { id, instant, line, pageQuery } from '../values.js';

export const paymentMethod = z.enum(['cash', 'card']);
export type PaymentMethod = z.infer<typeof paymentMethod>;

export const paymentStatus = z.enum(['pending', 'verified', 'rejected', 'void', 'refund_due', 'refunded']);
export type PaymentStatus = z.infer<typeof paymentStatus>;

export const payment = z
  .object({
    id,
    bookingId: id,
    method: paymentMethod,
    amount: z.int(),
    currency: z.string(),
    status: paymentStatus,
    periodStartsAt: instant,
    periodEndsAt: instant,
    verifiedBy: id.nullable(),
    verifiedAt: instant.nullable(),
    rejectReason: z.string().nullable(),
  })
  .meta({
    id: 'Payment',
    description:
      'What one period of a booking costs: the first one, or what it was renewed by. `amount` is in whole minor units of ' +
      '`currency`. What was pending when the booking was cancelled or declined is `void`: nobody owes it. What was ' +
      'verified when it was declined is `refund_due`, until it is `refunded`. `rejectReason` is null unless it was rejected.',
  });
export type Payment = z.infer<typeof payment>;

/** What whoever decides on a payment has to know of its booking. */
const paidBooking = z
  .object({
    lotId: id,
    lotName: z.string(),
    timezone: z.string(),
    slotCode: z.string(),
    vehiclePlate: z.string(),
    startsAt: instant,
    endsAt: instant,
  })
  .meta({
    id: 'PaidBooking',
    description: 'The booking that a payment is for. Its times are those of all its periods.',
  });

export const listedPayment = payment.extend({ booking: paidBooking }).meta({ id: 'ListedPayment' });
export type ListedPayment = z.infer<typeof listedPayment>;

export const paymentsQuery = pageQuery.extend({
  status: paymentStatus.optional(),
  /** Newest first unless the oldest are asked for. */
  order: z.enum(['newest', 'oldest']).default('newest'),
});
export type PaymentsQuery = z.infer<typeof paymentsQuery>;

export const reasonBody = z.strictObject({ reason: line(500) });
export type ReasonBody = z.infer<typeof reasonBody>;

/** What an owner saw when they said that the money has come, and what is to become of a booking that is over by then. */
export const verifyBody = z
  .strictObject({
    amount: z.int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
    reinstate: z.boolean().optional(),
  })
  .default({});
export type VerifyBody = z.infer<typeof verifyBody>;
