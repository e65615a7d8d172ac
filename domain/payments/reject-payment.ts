import type { Database } from '../../platform/database.js';
import type { Caller } from '../accounts/caller.js';
import { changeStatement, recordEvent } from '../events/record-change.js';
import { decidePayment, isUndecided } from './decide-payment.js';
import { changedPayment, type PaymentRecord } from './payment-view.js';

const reject = changeStatement(
  'reject-payment',
  `decided AS (
    UPDATE payments SET status = 'rejected', reject_reason = $5
    WHERE ${isUndecided}
    RETURNING *
  ),
  changed AS (${changedPayment('decided')})`,
);

/** Says that the money has not arrived, and why. See `decidePayment` for errors and repeats. */
export function rejectPayment(
  db: Database,
  caller: Caller,
  paymentId: string,
  reason: string,
): Promise<PaymentRecord> {
  return decidePayment(db, caller, paymentId, {
    becomes: 'rejected',
    change: reject,
    values: [reason],
    event: recordEvent('payment.rejected', caller.userId, { reason }),
  });
}
