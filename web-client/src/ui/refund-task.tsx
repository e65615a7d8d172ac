import { Undo2 } from 'lucide-preact';
import type { Payment } from '../../../contract/api/payments.js';
import { refundPayment } from '../http/payments.js';
import { changedHere } from '../live/changes.js';
import { bookingWords } from '../texts/booking.js';
import { formatMoney } from '../time/money.js';
import { Form } from './form.js';
import { useSubmission } from './use-submission.js';

interface Props {
  payment: Payment;
  decided: (payment: Payment) => void;
}

/** A verified payment of a declined booking, listed until the owner confirms the refund. */
export function RefundTask({ payment: { id, amount, currency }, decided }: Props) {
  const refund = useSubmission<object, Payment>(refundPayment(id), (refunded) => {
    decided(refunded);
    changedHere();
  });
  return (
    <Form error={refund.error} fields={[]} onSubmit={() => void refund.submit({})}>
      <button type="submit" class="primary" aria-disabled={refund.isBusy}>
        <Undo2 aria-hidden="true" /> {bookingWords.value.payments.givenBack(formatMoney(amount, currency))}
      </button>
    </Form>
  );
}
