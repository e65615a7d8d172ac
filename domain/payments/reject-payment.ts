import type { Database } from '../../platform/postgres/database.js';
import type { Caller } from '../accounts/caller.js';
import { decidePayment, verdict } from './decide-payment.js';
import type { PaymentRecord } from './payment-view.js';

const reject = verdict('reject-payment', {
  becomes: 'rejected',
  set: `reject_reason = asked.details ->> 'reason'`,
  event: 'payment.rejected',
});

/** Rejects a payment with a reason. See `decidePayment` for errors and idempotency. */
export async function rejectPayment(
  db: Database,
  caller: Caller,
  paymentId: string,
  reason: string,
): Promise<PaymentRecord> {
  return (await decidePayment(db, caller, paymentId, reject, { reason })).payment;
}
