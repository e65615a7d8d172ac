import '../styles/booking.css';
import { useRoute } from 'preact-iso';
import type { Booking } from '../../../contract/api/bookings.js';
import { findBooking } from '../http/api.js';
import { session } from '../session/session.js';
import { formatEnds, formatMoney } from '../time/format.js';
import { statusNames } from '../ui/booking-card.js';
import { BookingActions } from '../ui/booking-actions.js';
import { Dial } from '../ui/countdown.js';
import { Page } from '../ui/page.js';
import { paymentNames } from '../ui/payment-names.js';
import { PaymentDecision } from '../ui/payment-decision.js';
import { Shown } from '../ui/states.js';
import { useResource } from '../ui/use-resource.js';

export default function BookingView() {
  const { id = '' } = useRoute().params;
  return <OneBooking key={id} id={id} />;
}

function OneBooking({ id }: { id: string }) {
  const booking = useResource((signal) => findBooking(id, signal));
  const state = session.value;
  const isUser = state.status === 'signed-in' && state.user.role === 'user';
  const { data, put } = booking;
  return (
    <Page
      title={data ? `Slot ${data.slotCode}` : 'Booking'}
      above={
        <a class="back" href="/bookings">
          ← All bookings
        </a>
      }
      below={data && <bdi>{data.lotName}</bdi>}
    >
      <Shown of={booking} what="Loading the booking">
        {(booking) => (
          <div class="booking">
            <div class="card booking-dial">
              {booking.status === 'active' ? (
                <Dial startsAt={booking.startsAt} endsAt={booking.endsAt} />
              ) : (
                <p class={`tag large ${booking.status}`}>{statusNames[booking.status]}</p>
              )}
            </div>
            <Facts booking={booking} />
            {isUser ? (
              <BookingActions booking={booking} put={put} />
            ) : (
              booking.payment.status === 'pending' && (
                <section class="card">
                  <h2>Has it been paid?</h2>
                  <PaymentDecision
                    payment={booking.payment}
                    decided={(payment) => {
                      put({ ...booking, payment });
                    }}
                  />
                </section>
              )
            )}
          </div>
        )}
      </Shown>
    </Page>
  );
}

function Facts({ booking: { vehiclePlate, startsAt, endsAt, payment } }: { booking: Booking }) {
  const { start, end } = formatEnds(startsAt, endsAt);
  return (
    <dl class="card facts">
      <dt>Plate</dt>
      <dd>
        <bdi class="plate">{vehiclePlate}</bdi>
      </dd>
      <dt>From</dt>
      <dd>
        <time dateTime={startsAt}>{start}</time>
      </dd>
      <dt>Until</dt>
      <dd>
        <time dateTime={endsAt} data-testid="ends-at">
          {end}
        </time>
      </dd>
      <dt>Payment</dt>
      <dd>
        {formatMoney(payment.amount, payment.currency)} by {payment.method}
        <span class={`tag ${payment.status}`}>{paymentNames[payment.status]}</span>
      </dd>
    </dl>
  );
}
