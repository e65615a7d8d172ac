import type { Payment } from '../../../contract/api/payments.js';
import { bookingWords } from '../texts/booking.js';
import { formatMoney } from '../time/money.js';
import { LotRange } from './lot-time.js';

interface Props {
  payments: readonly Payment[];
  /** Of the lot. */
  timezone: string;
}

/** The payments of a booking: one line, or one per period. */
export function PaymentPeriods({ payments, timezone }: Props) {
  const t = bookingWords.value.payments;
  const [only] = payments;
  if (payments.length < 2) {
    return (
      <>
        <dt>{t.payment}</dt>
        <dd>{only && <Cost payment={only} />}</dd>
      </>
    );
  }
  return (
    <>
      <dt>{t.payments}</dt>
      <dd class="periods">
        <ul class="stack">
          {payments.map((payment) => (
            <li class="pair" key={payment.id}>
              <span class="hint">
                <LotRange
                  startsAt={payment.periodStartsAt}
                  endsAt={payment.periodEndsAt}
                  timezone={timezone}
                />
              </span>
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
    {bookingWords.value.payments.by[method](formatMoney(amount, currency))}{' '}
    <span class={`tag ${status}`}>{bookingWords.value.payments.statuses[status]}</span>
    {rejectReason !== null && <bdi class="reason">{rejectReason}</bdi>}
  </>
);
