import type { Database } from '../../platform/database.js';
import { thisMoment } from '../../platform/sql.js';
import type { Caller } from '../accounts/caller.js';
import { changeStatement, recordEvent } from '../events/record-change.js';
import { decidePayment, isUndecided } from './decide-payment.js';
import { changedPayment, type PaymentRecord } from './payment-view.js';

const verify = changeStatement(
  'verify-payment',
  `decided AS (
    UPDATE payments SET status = 'verified', verified_by = $3::uuid, verified_at = ${thisMoment}
    WHERE ${isUndecided}
    RETURNING *
  ),
  changed AS (${changedPayment('decided')})`,
);

/** Confirms that the money has arrived. See `decidePayment` for errors and repeats. */
export function verifyPayment(db: Database, caller: Caller, paymentId: string): Promise<PaymentRecord> {
  return decidePayment(db, caller, paymentId, {
    becomes: 'verified',
    change: verify,
    event: recordEvent('payment.verified', caller.userId),
  });
}
