import type { EventPayload } from '../events/catalog/index.js';
import type { Database } from '../../platform/postgres/database.js';
import { conflict } from '../errors.js';
import type { Caller } from '../accounts/caller.js';
import { rulesOn } from '../bookings/policy.js';
import {
  changeTogether,
  isAsked,
  sharedChange,
  type Ask,
  type SharedChange,
} from '../events/shared-change.js';
import { findPayment } from './find-payment.js';
import { changedPayments, type PaymentRecord } from './payment-view.js';

/** A decision may name the amount that was shown: the payment may have been increased by a renewal since. */
const isAmountMeant = `payments.amount = coalesce((asked.details ->> 'amount')::bigint, payments.amount)`;

type VerdictEvent = 'payment.verified' | 'payment.rejected';

interface VerdictAsk extends Ask {
  id: string;
  role: string;
  /** Details for its event; `amount`, if the decision is for that amount only. */
  details: Record<string, unknown>;
}

/** A decision on a payment with its event. */
export interface Verdict<Event extends VerdictEvent> {
  becomes: 'verified' | 'rejected';
  event: Event;
  change: SharedChange<VerdictAsk, PaymentRecord>;
}

/** Declares a decision on pending payments by callers who may decide on the booking. @param set in terms of `asked`. */
export const verdict = <Event extends VerdictEvent>(
  name: string,
  { becomes, set, event }: Omit<Verdict<Event>, 'change'> & { set: string },
): Verdict<Event> => ({
  becomes,
  event,
  change: sharedChange(name, {
    columns: 'id uuid, role text, details jsonb',
    oncePer: ({ id }) => [id],
    ctes: `decided AS (
      UPDATE payments SET status = '${becomes}', ${set}
      FROM asked
      WHERE ${isAsked('payments.id')} AND payments.id = asked.id AND payments.status = 'pending' AND ${isAmountMeant}
        AND ${rulesOn('payments.business_id', 'asked."actorId"', 'asked.role')}
      RETURNING payments.*, asked.n
    ),
    changed AS (${changedPayments('decided', 'p.n,')})`,
  }),
});

export interface Decision {
  payment: PaymentRecord;
  /** False when the same decision was made before. */
  isNew: boolean;
}

/**
 * Decides a pending payment. Idempotent: the same decision again, also concurrently by another caller, returns the payment unchanged.
 * @param details for the event; `amount`, if the decision is for that amount only.
 * @throws DomainError `not_found` if the caller may not decide it, `payment_decided` after a different decision, `payment_void` if the
 * booking was cancelled or declined, `amount_changed` (with the current `amount`).
 */
export async function decidePayment<Event extends VerdictEvent>(
  db: Database,
  caller: Caller,
  paymentId: string,
  { change, becomes, event }: Verdict<Event>,
  details: Partial<EventPayload<Event>> = {},
): Promise<Decision> {
  const { userId, role } = caller;
  const ask = { actorId: userId, events: [{ type: event, details }], id: paymentId, role, details };
  const decided = await changeTogether(db, change, ask);
  if (decided) return { payment: decided, isNew: true };
  const payment = await findPayment(db, caller, paymentId);
  const { status, amount } = payment;
  if (status === 'void') {
    throw conflict('payment_void', 'The booking was cancelled or declined, so nothing is to be paid for it.');
  }
  if (status !== becomes && status !== 'pending') {
    throw conflict('payment_decided', `This payment was decided before: it is ${status.replace('_', ' ')}.`);
  }
  if (details.amount !== undefined && details.amount !== amount) {
    throw conflict('amount_changed', 'The booking was renewed meanwhile, and costs more.', { amount });
  }
  return { payment, isNew: false };
}
