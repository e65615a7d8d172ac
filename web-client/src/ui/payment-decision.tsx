import { Check, X } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { Payment, ReasonBody } from '../../../contract/api/payments.js';
import { rejectPayment, verifyPayment } from '../http/api.js';
import { changedHere } from '../live/changes.js';
import { Field, Form, textOf } from './form.js';
import { useSubmission } from './use-submission.js';

interface Props {
  payment: Payment;
  decided: (payment: Payment) => void;
}

/** Verifies a payment at once, or rejects it with a reason. */
export function PaymentDecision({ payment: { id }, decided }: Props) {
  const [isRejecting, setRejecting] = useState(false);
  const done = (payment: Payment) => {
    decided(payment);
    changedHere();
  };
  const verification = useSubmission<object, Payment>(verifyPayment(id), done);
  const rejection = useSubmission<ReasonBody, Payment>(rejectPayment(id), done);

  if (isRejecting) {
    return (
      <Form
        error={rejection.error}
        fields={['reason']}
        onSubmit={(form) => void rejection.submit({ reason: textOf(form, 'reason') })}
      >
        <Field label="Why?" name="reason" hint="The driver reads this." autoFocus error={rejection.error} />
        <div class="row">
          <button type="submit" class="danger" disabled={rejection.isBusy}>
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
    <Form error={verification.error} fields={[]} onSubmit={() => void verification.submit({})}>
      <div class="row">
        <button type="submit" class="primary" disabled={verification.isBusy}>
          <Check aria-hidden="true" /> Verify
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
      </div>
    </Form>
  );
}
