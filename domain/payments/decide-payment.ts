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

/** A verdict that names an amount is of that one alone: the payment may have grown since it was shown. */
const isAmountMeant = `payments.amount = coalesce((asked.details ->> 'amount')::bigint, payments.amount)`;

type VerdictEvent = 'payment.verified' | 'payment.rejected';

interface VerdictAsk extends Ask {
  id: string;
  role: string;
  /** What it adds to its event, and `amount`, where it is of one amount and no other. */
  details: Record<string, unknown>;
}

/** A verdict on a payment, and what is told of it. */
export interface Verdict<Event extends VerdictEvent> {
  becomes: 'verified' | 'rejected';
  event: Event;
  change: SharedChange<VerdictAsk, PaymentRecord>;
}

/** Declares a verdict: a pending payment gets it from whoever may rule on its booking. @param set in terms of `asked`. */
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
  /** Whether it was made now, and not before. */
  isNew: boolean;
}

/**
 * Gives a pending payment its verdict. The same verdict again, also by somebody else at the same time, answers with
 * the payment as it is and changes nothing.
 * @param details what the verdict adds to its event, and `amount`, where it is of one amount and no other.
 * @throws DomainError `not_found` when it is not the caller's to decide, `payment_decided` after another verdict,
 * `payment_void` when the booking was cancelled or declined before, `amount_changed` (with the `amount` that it has) when
 * it is not of the amount that was meant.
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
