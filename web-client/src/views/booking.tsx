import '../styles/booking.css';
import { useRoute } from 'preact-iso';
import type { Booking } from '../../../contract/api/bookings.js';
import type { Payment } from '../../../contract/api/payments.js';
import { nameOfPhase } from '../bookings/booking-phase.js';
import { DeclineForm } from '../business/decline-form.js';
import { Receipts } from '../business/receipts.js';
import { AskForWash } from '../car-washes/ask-for-wash.js';
import { findBooking } from '../http/api.js';
import { isDriver } from '../session/session.js';
import { bookingWords } from '../texts/booking.js';
import { BookingActions } from '../ui/booking-actions.js';
import { Dial } from '../ui/countdown.js';
import { LotMoment, LotRange } from '../ui/lot-time.js';
import { Page } from '../ui/page.js';
import { PaymentDecision } from '../ui/payment-decision.js';
import { PaymentPeriods } from '../ui/payment-periods.js';
import { RefundTask } from '../ui/refund-task.js';
import { Shown } from '../ui/states.js';
import { usePhase } from '../ui/use-phase.js';
import { useResource } from '../ui/use-resource.js';

export default function BookingView() {
  const { id = '' } = useRoute().params;
  return <OneBooking key={id} id={id} />;
}

function OneBooking({ id }: { id: string }) {
  const t = bookingWords.value;
  const booking = useResource((signal) => findBooking(id, signal));
  const isUser = isDriver();
  const { data, put } = booking;
  return (
    <Page
      title={data ? t.slot(data.slotCode) : t.booking}
      above={
        <a class="back" href="/bookings">
          <span aria-hidden="true">←</span> {t.allBookings}
        </a>
      }
      below={data && <bdi>{data.lotName}</bdi>}
    >
      <Shown of={booking} what={t.loadingBooking}>
        {(booking) => (
          <div class="booking">
            <div class="card booking-dial">
              <Phase booking={booking} />
              {booking.declineReason !== null && (
                <p class="reason">
                  <bdi>{booking.declineReason}</bdi>
                </p>
              )}
            </div>
            <Facts booking={booking} />
            {isUser ? (
              <div class="stack">
                <BookingActions booking={booking} put={put} />
                <AskForWash booking={booking} />
                {booking.status !== 'active' && (
                  <a class="quiet wide button" href={`/lots/${booking.lotId}?slot=${booking.slotId}`}>
                    {t.again}
                  </a>
                )}
              </div>
            ) : (
              <OwnersTasks booking={booking} put={put} />
            )}
          </div>
        )}
      </Shown>
    </Page>
  );
}

/** How far a booking is. */
function Phase({ booking }: { booking: Booking }) {
  const phase = usePhase(booking);
  const { startsAt, endsAt, timezone } = booking;
  if (phase === 'active') return <Dial startsAt={startsAt} endsAt={endsAt} />;
  return (
    <>
      <p class={`tag large ${phase}`}>{nameOfPhase(phase, isDriver())}</p>
      {phase === 'upcoming' && (
        <p class="starts">
          {bookingWords.value.starts} <LotMoment instant={startsAt} timezone={timezone} />
        </p>
      )}
    </>
  );
}

interface TasksProps {
  booking: Booking;
  put: (booking: Booking) => void;
}

/** Decisions of the lot's owner: verification of payments, refunds, and whether the booking goes on. */
function OwnersTasks({ booking, put }: TasksProps) {
  const t = bookingWords.value.payments;
  const decided = (changed: Payment) => {
    const payments = booking.payments.map((payment) => (payment.id === changed.id ? changed : payment));
    put({ ...booking, payments, payment: payments.at(-1) ?? changed });
  };
  return (
    <div class="stack">
      {booking.payments.map((payment) => {
        if (payment.status === 'pending') {
          return (
            <section class="card" key={payment.id}>
              <h2>{t.hasItBeenPaid}</h2>
              <PaymentDecision payment={payment} slotCode={booking.slotCode} decided={decided} />
            </section>
          );
        }
        if (payment.status !== 'refund_due') return null;
        return (
          <section class="card" key={payment.id}>
            <h2>{t.giveBack}</h2>
            <RefundTask payment={payment} decided={decided} />
          </section>
        );
      })}
      <Receipts booking={booking} />
      {booking.status === 'active' && <DeclineForm booking={booking} declined={put} />}
    </div>
  );
}

function Facts({ booking }: { booking: Booking }) {
  const t = bookingWords.value;
  const { vehiclePlate, startsAt, endsAt, timezone, payments } = booking;
  return (
    <dl class="card facts">
      <dt>{t.plate}</dt>
      <dd>
        <bdi class="plate">{vehiclePlate}</bdi>
      </dd>
      <dt>{t.when}</dt>
      <dd>
        <LotRange startsAt={startsAt} endsAt={endsAt} timezone={timezone} />
      </dd>
      <PaymentPeriods payments={payments} timezone={timezone} />
    </dl>
  );
}
