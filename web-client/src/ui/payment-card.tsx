import { useEffect, useState } from 'preact/hooks';
import type { Booking } from '../../../contract/api/bookings.js';
import type { Payment } from '../../../contract/api/payments.js';
import { findBooking } from '../http/api.js';
import { somethingChanged } from '../live/changes.js';
import { formatMoney } from '../time/money.js';
import { PaymentDecision } from './payment-decision.js';
import { RefundTask } from './refund-task.js';

/** Cache: lot and plate of a booking never change. */
const known = new Map<string, Promise<Booking | undefined>>();

/** Evicts a failed read, so that it is retried. */
const evict = (id: string) => (): undefined => {
  known.delete(id);
  return undefined;
};

function useBooking(id: string): Booking | undefined {
  const [booking, setBooking] = useState<Booking>();
  useEffect(() => {
    let isHere = true;
    const found = known.get(id) ?? findBooking(id).catch(evict(id));
    known.set(id, found);
    void found.then((read) => {
      if (isHere) setBooking(read);
    });
    return () => {
      isHere = false;
    };
  }, [id]);
  return booking;
}

export function PaymentCard({ payment }: { payment: Payment }) {
  const { amount, currency, method, bookingId } = payment;
  const booking = useBooking(bookingId);
  return (
    <li class="card payment-card">
      <div class="card-text">
        <p class="amount">
          {formatMoney(amount, currency)} <span class="hint">by {method}</span>
        </p>
        <p class="hint">
          {booking ? (
            <>
              <bdi class="plate">{booking.vehiclePlate}</bdi> {booking.slotCode}, <bdi>{booking.lotName}</bdi>
            </>
          ) : (
            'A booking of yours'
          )}
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
