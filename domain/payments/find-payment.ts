import type { Database } from '../../platform/postgres/database.js';
import { notFound } from '../errors.js';
import { statement } from '../../platform/postgres/statement.js';
import type { Caller } from '../accounts/caller.js';
import { canRuleOnBooking } from '../bookings/policy.js';
import { paymentView, type PaymentRecord } from './payment-view.js';

const byId = statement('find-payment', `${paymentView} WHERE p.id = $1`);

/** @throws DomainError `not_found` if the caller may not decide on it. */
export async function findPayment(db: Database, caller: Caller, paymentId: string): Promise<PaymentRecord> {
  const [payment] = await db.query<PaymentRecord>(byId, [paymentId]);
  if (!payment || !canRuleOnBooking(caller, payment)) throw notFound('payment');
  return payment;
}
