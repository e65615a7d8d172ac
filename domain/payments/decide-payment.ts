import type { EventPayload } from '../../contract/catalog.js';
import type { Database } from '../../platform/database.js';
import { conflict, notFound } from '../../platform/errors.js';
import { statement } from '../../platform/statement.js';
import type { Caller } from '../accounts/caller.js';
import { canRuleOnBooking, rulesOn } from '../bookings/policy.js';
import { changeTogether, sharedChange, type SharedChange } from '../events/shared-change.js';
import { decidedPayments, paymentView, type PaymentRecord } from './payment-view.js';

const byId = statement('find-payment', `${paymentView} WHERE p.id = $1`);

type VerdictEvent = 'payment.verified' | 'payment.rejected';

/** A verdict on a payment, and what is told of it. */
export interface Verdict<Event extends VerdictEvent> {
  becomes: 'verified' | 'rejected';
  event: Event;
  change: SharedChange;
}

/** Declares a verdict: a pending payment gets it from whoever may rule on its booking. */
export const verdict = <Event extends VerdictEvent>(
  name: string,
  { becomes, set, event }: Omit<Verdict<Event>, 'change'> & { set: string },
): Verdict<Event> => ({
  becomes,
  event,
  change: sharedChange(name, {
    table: 'payments',
    guard: `payments.status = 'pending' AND ${rulesOn('payments.business_id', 'asked."userId"', 'asked.role')}`,
    set: `status = '${becomes}', ${set}`,
    changed: decidedPayments,
    event,
  }),
});

/**
 * Gives a pending payment its verdict. The same verdict again, also by somebody else at the same time, answers with
 * the payment as it is and changes nothing.
 * @param details what the verdict adds to its event.
 * @throws Problem 404 when it is not the caller's to decide, 409 `payment_decided` after the opposite verdict,
 * `payment_void` when the booking was cancelled or declined before.
 */
export async function decidePayment<Event extends VerdictEvent>(
  db: Database,
  caller: Caller,
  paymentId: string,
  { change, becomes }: Verdict<Event>,
  details: Partial<EventPayload<Event>> = {},
): Promise<PaymentRecord> {
  const { userId, role } = caller;
  const decided = await changeTogether<PaymentRecord>(db, change, { id: paymentId, userId, role, details });
  if (decided) return decided;
  const current = await findPayment(db, caller, paymentId);
  if (current.status === becomes) return current;
  if (current.status === 'void') {
    throw conflict('payment_void', 'The booking was cancelled or declined, so nothing is to be paid for it.');
  }
  throw conflict('payment_decided', `This payment was ${current.status} before.`);
}

async function findPayment(db: Database, caller: Caller, paymentId: string): Promise<PaymentRecord> {
  const [payment] = await db.query<PaymentRecord>(byId, [paymentId]);
  if (!payment || !canRuleOnBooking(caller, payment)) throw notFound('payment');
  return payment;
}
