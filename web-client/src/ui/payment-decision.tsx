import { Check, RotateCcw, Undo2, X } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { Payment, ReasonBody, VerifyBody } from '../../../contract/api/payments.js';
import { refundPayment, rejectPayment, verifyPayment } from '../http/payments.js';
import { ApiProblem, isProblem } from '../http/problem.js';
import { changedHere, somethingChanged } from '../live/changes.js';
import { serverClock } from '../time/clock.js';
import { formatMoney } from '../time/money.js';
import { Field, Form, textOf } from './form.js';
import { useSubmission } from './use-submission.js';

interface Props {
  payment: Payment;
  decided: (payment: Payment) => void;
}

/** Verifies or rejects a payment. A booking that was declined meanwhile can be reinstated. */
export function PaymentDecision({ payment, decided }: Props) {
  const { id, amount, currency, periodEndsAt } = payment;
  const [isRejecting, setRejecting] = useState(false);
  const done = (payment: Payment) => {
    decided(payment);
    changedHere();
  };
  const verification = useSubmission<VerifyBody, Payment>(
    (body) =>
      verifyPayment(id)(body).catch((failure: unknown) => {
        // The payment or slot has changed meanwhile: reload the view.
        if (failure instanceof ApiProblem && failure.status === 409) somethingChanged();
        throw failure;
      }),
    done,
  );
  const refund = useSubmission<object, Payment>(refundPayment(id), done);
  const rejection = useSubmission<ReasonBody, Payment>(rejectPayment(id), done);
  const isOver = Date.parse(periodEndsAt) <= serverClock.now();
  const isTaken = isProblem(verification.error, 'slot_taken');
  // If the slot is taken, reinstatement is impossible and is declined.
  const otherwise = isTaken ? { reinstate: false } : {};

  if (isRejecting) {
    return (
      <Form
        error={rejection.error}
        fields={['reason']}
        onSubmit={(form) => void rejection.submit({ reason: textOf(form, 'reason') })}
      >
        <Field
          label="Why?"
          name="reason"
          hint="The driver reads this."
          missing="Enter a reason."
          autoFocus
          error={rejection.error}
        />
        <div class="row">
          <button type="submit" class="danger" aria-disabled={rejection.isBusy}>
            Reject payment
          </button>
          <button
            type="button"
            class="quiet"
            onClick={() => {
              setRejecting(false);
            }}
          >
            Back
          </button>
        </div>
      </Form>
    );
  }
  return (
    <Form
      error={refund.error ?? verification.error}
      fields={[]}
      onSubmit={() => void verification.submit({ amount, ...otherwise })}
    >
      <div class="row">
        <button type="submit" class="primary" aria-disabled={verification.isBusy}>
          <Check aria-hidden="true" /> Verify {formatMoney(amount, currency)}
        </button>
        <button
          type="button"
          class="quiet"
          onClick={() => {
            setRejecting(true);
          }}
        >
          <X aria-hidden="true" /> Reject
        </button>
        {isTaken && (
          <button
            type="button"
            class="quiet"
            aria-disabled={refund.isBusy}
            onClick={() => void refund.submit({})}
          >
            <Undo2 aria-hidden="true" /> Give it back
          </button>
        )}
        {isOver && !isTaken && (
          <button
            type="button"
            class="quiet"
            aria-disabled={verification.isBusy}
            onClick={() => void verification.submit({ amount, reinstate: true })}
          >
            <RotateCcw aria-hidden="true" /> Verify and reinstate
          </button>
        )}
      </div>
    </Form>
  );
}
