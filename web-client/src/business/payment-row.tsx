import { useRef } from 'preact/hooks';
import type { ListedPayment } from '../../../contract/api/payments.js';
import { somethingChanged } from '../live/changes.js';
import { businessWords } from '../texts/business.js';
import { formatMoney } from '../time/money.js';
import { LotRange } from '../ui/lot-time.js';
import { PaymentDecision } from '../ui/payment-decision.js';
import { RefundTask } from '../ui/refund-task.js';

interface Props {
  payment: ListedPayment;
  /** Whether somebody has dealt with it. */
  isDone: boolean;
}

/** A payment that waits for a decision. When it is done it keeps its place and height, so that no other moves under the pointer. */
export function PaymentRow({ payment, isDone }: Props) {
  const { amount, currency, method, bookingId, booking } = payment;
  const t = businessWords.value.payments;
  const place = useRef<HTMLLIElement>(null);
  const height = useRef<number | undefined>(undefined);
  // While this renders the page still shows what is about to be closed.
  if (isDone) height.current ??= place.current?.getBoundingClientRect().height;
  else height.current = undefined;
  const Decision = payment.status === 'refund_due' ? RefundTask : PaymentDecision;
  return (
    <li
      ref={place}
      class={`card ${isDone ? 'handled' : 'payment-card'}`}
      style={{ minHeight: height.current === undefined ? '' : `${height.current}px` }}
    >
      <div class="card-text">
        <p class="amount">
          {formatMoney(amount, currency)} <span class="hint">{t.by[method]}</span>
        </p>
        <p class="hint">
          <bdi class="plate">{booking.vehiclePlate}</bdi> {booking.slotCode}, <bdi>{booking.lotName}</bdi>
          {' · '}
          <a href={`/bookings/${bookingId}`}>{t.details}</a>
        </p>
        <p class="hint">
          <LotRange
            startsAt={payment.periodStartsAt}
            endsAt={payment.periodEndsAt}
            timezone={booking.timezone}
          />
        </p>
      </div>
      {isDone ? (
        <p class="tag">{t.done}</p>
      ) : (
        <Decision payment={payment} slotCode={booking.slotCode} decided={somethingChanged} />
      )}
    </li>
  );
}
