import type { Database } from '../../platform/database.js';
import { conflict, notFound } from '../../platform/errors.js';
import { statement, type Statement } from '../../platform/statement.js';
import type { Caller } from '../accounts/caller.js';
import { canRuleOnBooking } from '../bookings/policy.js';
import { recordChange, type EventDraft } from '../events/record-change.js';
import { paymentView, type PaymentRecord } from './payment-view.js';

const byId = statement('find-payment', `${paymentView} WHERE p.id = $1`);

/** A verdict on a payment: the guarded change of a pending one, and what is told of it. */
export interface Verdict {
  becomes: 'verified' | 'rejected';
  change: Statement;
  values: unknown[];
  event: EventDraft;
}

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
  const found = await findPayment(db, caller, paymentId);
  if (found.status === 'pending') {
    const decided = await recordChange<PaymentRecord>(db, verdict.change, verdict.values, [verdict.event]);
    if (decided) return decided;
  }
  const current = found.status === 'pending' ? await findPayment(db, caller, paymentId) : found;
  if (current.status === verdict.becomes) return current;
  throw conflict('payment_decided', `This payment was ${current.status} before.`);
}

async function findPayment(db: Database, caller: Caller, paymentId: string): Promise<PaymentRecord> {
  const [payment] = await db.query<PaymentRecord>(byId, [paymentId]);
  if (!payment || !canRuleOnBooking(caller, payment)) throw notFound('payment');
  return payment;
}
