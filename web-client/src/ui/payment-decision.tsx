import { Check, RotateCcw, Undo2, X } from 'lucide-preact';
import type { Payment, VerifyBody } from '../../../contract/api/payments.js';
import { refundPayment, rejectPayment, verifyPayment } from '../http/payments.js';
import { ApiProblem, isProblem } from '../http/problem.js';
import { changedHere, somethingChanged } from '../live/changes.js';
import { payments as texts } from '../texts/payments.js';
import { serverClock } from '../time/clock.js';
import { formatMoney } from '../time/money.js';
import { notify } from '../toasts/notify.js';
import { useFailure } from '../verifications/failures.js';
import { Form } from './form.js';
import { useSubmission } from './use-submission.js';
import { Verifiable } from './verifiable.js';

interface Props {
  payment: Payment;
  slotCode: string;
  decided: (payment: Payment) => void;
}

/** What is decided about a payment. */
export function PaymentDecision(props: Props) {
  const { id, bookingId, amount, currency } = props.payment;
  const { failure, forget } = useFailure(id);
  return (
    <Verifiable payment={{ paymentId: id, bookingId, slotCode: props.slotCode, amount, currency }}>
      {(verify) => (
        <Decision
          {...props}
          failure={failure}
          verify={() => {
            forget();
            verify();
          }}
        />
      )}
    </Verifiable>
  );
}

interface DecisionProps extends Props {
  /** Why it could not be verified. */
  failure: unknown;
  verify: () => void;
}

/**
 * Verifies or rejects a payment. A booking that is over by then can be reinstated; if its slot is taken, reinstatement is
 * impossible and is declined. Neither can be taken back.
 */
function Decision({ payment, slotCode, decided, failure, verify }: DecisionProps) {
  const { id, amount, currency, periodEndsAt } = payment;
  const t = texts.value;
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
  const isOver = Date.parse(periodEndsAt) <= serverClock.now();
  const isTaken = isProblem(verification.error, 'slot_taken');
  const reject = () => {
    notify.confirm({
      title: t.rejectTitle(formatMoney(amount, currency), slotCode),
      detail: t.rejectDetail,
      action: t.rejectAction,
      keep: t.keep,
      reason: { ...t.reason, maxLength: 500 },
      act: async (reason) => {
        const rejected = await rejectPayment(id)({ reason });
        return () => {
          done(rejected);
        };
      },
    });
  };
  return (
    <Form
      error={refund.error ?? verification.error ?? failure}
      fields={[]}
      onSubmit={() => {
        if (isTaken) void verification.submit({ amount, reinstate: false });
        else verify();
      }}
    >
      <div class="row">
        <button type="submit" class="primary" aria-disabled={verification.isBusy}>
          <Check aria-hidden="true" /> {t.verify(formatMoney(amount, currency))}
        </button>
        <button type="button" class="quiet" onClick={reject}>
          <X aria-hidden="true" /> {t.reject}
        </button>
        {isTaken && (
          <button
            type="button"
            class="quiet"
            aria-disabled={refund.isBusy}
            onClick={() => void refund.submit({})}
          >
            <Undo2 aria-hidden="true" /> {t.giveBack}
          </button>
        )}
        {isOver && !isTaken && (
          <button
            type="button"
            class="quiet"
            aria-disabled={verification.isBusy}
            onClick={() => void verification.submit({ amount, reinstate: true })}
          >
            <RotateCcw aria-hidden="true" /> {t.reinstate}
          </button>
        )}
      </div>
    </Form>
  );
}
