import type { Database } from '../../platform/database.js';
import { conflict, notFound } from '../../platform/errors.js';
import { statement, type Statement } from '../../platform/statement.js';
import type { Caller } from '../accounts/caller.js';
import { canRuleOnBooking, rulesOn } from '../bookings/policy.js';
import { recordChange, type EventDraft } from '../events/record-change.js';
import { paymentView, type PaymentRecord } from './payment-view.js';

const byId = statement('find-payment', `${paymentView} WHERE p.id = $1`);

/** A verdict on a payment: the guarded change of a pending one, and what is told of it. */
export interface Verdict {
  becomes: 'verified' | 'rejected';
  /** Takes the payment as $2, the caller's id and role as $3 and $4, and then the verdict's own values. */
  change: Statement;
  values?: unknown[];
  event: EventDraft;
}

/** The guard of a verdict: the payment is pending, and the caller's to decide. */
export const isUndecided = `payments.id = $2 AND payments.status = 'pending' AND ${rulesOn('payments.business_id', '$3', '$4')}`;

/**
 * Gives a pending payment its verdict. The same verdict again, also by somebody else at the same time, answers with
 * the payment as it is and changes nothing.
 * @throws Problem 404 when it is not the caller's to decide, 409 `payment_decided` after the opposite verdict.
 */
export async function decidePayment(
  db: Database,
  caller: Caller,
  paymentId: string,
  verdict: Verdict,
): Promise<PaymentRecord> {
  const { becomes, change, values = [], event } = verdict;
  const decided = await recordChange<PaymentRecord>(
    db,
    change,
    [paymentId, caller.userId, caller.role, ...values],
    [event],
  );
  if (decided) return decided;
  const current = await findPayment(db, caller, paymentId);
  if (current.status === becomes) return current;
  throw conflict('payment_decided', `This payment was ${current.status} before.`);
}

async function findPayment(db: Database, caller: Caller, paymentId: string): Promise<PaymentRecord> {
  const [payment] = await db.query<PaymentRecord>(byId, [paymentId]);
  if (!payment || !canRuleOnBooking(caller, payment)) throw notFound('payment');
  return payment;
}
