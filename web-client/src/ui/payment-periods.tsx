import type { Payment } from '../../../contract/api/payments.js';
import { formatEnds, formatMoney } from '../time/format.js';
import { paymentNames } from './payment-names.js';

/** The payments of a booking: one line, or one per period. */
export function PaymentPeriods({ payments }: { payments: readonly Payment[] }) {
  const [only] = payments;
  if (payments.length < 2) {
    return (
      <>
        <dt>Payment</dt>
        <dd>{only && <Cost payment={only} />}</dd>
      </>
    );
  }
  return (
    <>
      <dt>Payments</dt>
      <dd class="periods">
        <ul class="stack">
          {payments.map((payment) => (
            <li class="pair" key={payment.id}>
              <Period payment={payment} />
              <span>
                <Cost payment={payment} />
              </span>
            </li>
          ))}
        </ul>
      </dd>
    </>
  );
}

const Cost = ({ payment: { amount, currency, method, status, rejectReason } }: { payment: Payment }) => (
  <>
    {formatMoney(amount, currency)} by {method} <span class={`tag ${status}`}>{paymentNames[status]}</span>
    {rejectReason !== null && <bdi class="reason">{rejectReason}</bdi>}
  </>
);

function Period({ payment: { periodStartsAt, periodEndsAt } }: { payment: Payment }) {
  const { start, end } = formatEnds(periodStartsAt, periodEndsAt);
  return (
    <span class="hint">
      <time dateTime={periodStartsAt}>{start}</time> – <time dateTime={periodEndsAt}>{end}</time>
    </span>
  );
}
