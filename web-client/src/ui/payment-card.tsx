import type { ListedPayment } from '../../../contract/api/payments.js';
import { somethingChanged } from '../live/changes.js';
import { formatMoney } from '../time/money.js';
import { PaymentDecision } from './payment-decision.js';
import { RefundTask } from './refund-task.js';

export function PaymentCard({ payment }: { payment: ListedPayment }) {
  const { amount, currency, method, bookingId, booking } = payment;
  return (
    <li class="card payment-card">
      <div class="card-text">
        <p class="amount">
          {formatMoney(amount, currency)} <span class="hint">by {method}</span>
        </p>
        <p class="hint">
          <bdi class="plate">{booking.vehiclePlate}</bdi> {booking.slotCode}, <bdi>{booking.lotName}</bdi>
          {' · '}
          <a href={`/bookings/${bookingId}`}>Details</a>
        </p>
      </div>
      {payment.status === 'refund_due' ? (
        <RefundTask payment={payment} decided={somethingChanged} />
      ) : (
        <PaymentDecision payment={payment} decided={somethingChanged} />
      )}
    </li>
  );
}
