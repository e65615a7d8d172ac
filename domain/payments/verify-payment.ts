import type { Database } from '../../platform/postgres/database.js';
import { thisMoment } from '../../platform/postgres/sql.js';
import type { Caller } from '../accounts/caller.js';
import { decidePayment, verdict, type Decision } from './decide-payment.js';
import type { PaymentRecord } from './payment-view.js';

const verify = verdict('verify-payment', {
  becomes: 'verified',
  set: `verified_by = asked."actorId", verified_at = ${thisMoment}`,
  event: 'payment.verified',
});

/** Verifies a payment, and returns whether this call did. See `decidePayment`. */
export const decideVerified = (
  db: Database,
  caller: Caller,
  paymentId: string,
  amount: number | undefined,
): Promise<Decision> => decidePayment(db, caller, paymentId, verify, amount === undefined ? {} : { amount });

/**
 * Verifies a payment. See `decidePayment` for errors and idempotency.
 * @param amount the amount shown to the caller; the current one if omitted.
 */
export async function verifyPayment(
  db: Database,
  caller: Caller,
  paymentId: string,
  amount?: number,
): Promise<PaymentRecord> {
  return (await decideVerified(db, caller, paymentId, amount)).payment;
}
