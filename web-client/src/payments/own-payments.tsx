import type { ListedPayment } from '../../../contract/api/payments.js';
import { listPayments } from '../http/payments.js';
import { ownPayments } from '../texts/own-payments.js';
import { formatMoney } from '../time/money.js';
import { LotRange } from '../ui/lot-time.js';
import { MoreButton } from '../ui/more-button.js';
import { Page } from '../ui/page.js';
import { Empty, Shown } from '../ui/states.js';
import { usePages } from '../ui/use-pages.js';

/** What a driver has to pay, has paid and gets back, newest first. */
export default function OwnPayments() {
  const pages = usePages(listPayments);
  const t = ownPayments.value;
  return (
    <Page title={t.title} below={t.lead}>
      <Shown of={pages} what={t.loading}>
        {({ items, isMore }) => (
          <>
            {items.length === 0 && (
              <Empty title={t.none}>
                <a href="/">{t.find}</a>
              </Empty>
            )}
            <ul class="cards">
              {items.map((payment) => (
                <PaymentCard key={payment.id} payment={payment} />
              ))}
            </ul>
            {isMore && <MoreButton more={pages.more} />}
          </>
        )}
      </Shown>
    </Page>
  );
}

function PaymentCard({ payment }: { payment: ListedPayment }) {
  const { bookingId, amount, currency, method, status, rejectReason, booking } = payment;
  const t = ownPayments.value;
  return (
    <li class="card payment-card">
      <div class="card-text">
        <p class="pair">
          <span class="amount">{formatMoney(amount, currency)}</span>
          <span class="hint">{t.by[method]}</span>
        </p>
        <a class="card-link strong" href={`/bookings/${bookingId}`}>
          <bdi>{booking.slotCode}</bdi> <bdi>{booking.lotName}</bdi>
        </a>
        <p class="hint pair">
          <bdi class="plate">{booking.vehiclePlate}</bdi>
          <LotRange
            startsAt={payment.periodStartsAt}
            endsAt={payment.periodEndsAt}
            timezone={booking.timezone}
          />
        </p>
      </div>
      <div class="card-text">
        <p>
          <span class={`tag ${status}`}>{t.states[status]}</span>
        </p>
        <p class="hint">{t.meaning[status]}</p>
        {rejectReason !== null && (
          <p class="reason">
            <bdi>{rejectReason}</bdi>
          </p>
        )}
      </div>
    </li>
  );
}
