import type { Database } from '../../platform/database.js';
import { thisMoment } from '../../platform/sql.js';
import type { Caller } from '../accounts/caller.js';
import { decidePayment, verdict } from './decide-payment.js';
import type { PaymentRecord } from './payment-view.js';

const verify = verdict('verify-payment', {
  becomes: 'verified',
  set: `verified_by = asked."userId", verified_at = ${thisMoment}`,
  event: 'payment.verified',
});

/** Confirms that the money has arrived. See `decidePayment` for errors and repeats. */
export const verifyPayment = (db: Database, caller: Caller, paymentId: string): Promise<PaymentRecord> =>
  decidePayment(db, caller, paymentId, verify);
