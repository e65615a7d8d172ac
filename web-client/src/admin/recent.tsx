import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { nameOfPhase } from '../bookings/booking-phase.js';
import type { Booking } from '../../../contract/api/bookings.js';
import type { Page } from '../../../contract/values.js';
import { listBookings } from '../http/api.js';
import { listBusinesses } from '../http/business.js';
import { listPayments } from '../http/payments.js';
import { bookingWords } from '../texts/booking.js';
import { useRefreshOn } from '../live/use-refresh-on.js';
import { serverClock } from '../time/clock.js';
import { formatAge } from '../time/format.js';
import { formatMoney } from '../time/money.js';
import { admin } from '../texts/admin.js';
import { TimeLeft } from '../ui/countdown.js';
import { LotRange } from '../ui/lot-time.js';
import { Shown } from '../ui/states.js';
import { usePhase } from '../ui/use-phase.js';
import { useResource, type Resource } from '../ui/use-resource.js';
import { adminPaths } from './paths.js';

const newest = { limit: 5 };

/** A mass of bookings costs a read of each list so often. */
const everyMs = 3_000;

interface Props {
  /** Becomes another value when the list may have changed. */
  changed: unknown;
}

export function RecentBookings({ changed }: Props) {
  const bookings = useResource((signal) => listBookings(newest, signal));
  useRefreshOn(changed, bookings.reload, everyMs);
  return (
    <Recent title={admin.value.overview.bookings} href="/bookings" of={bookings}>
      {(booking) => (
        <>
          <a class="strong" href={`/bookings/${booking.id}`}>
            <bdi>{booking.slotCode}</bdi> <bdi>{booking.lotName}</bdi>
          </a>
          <BookingState booking={booking} />
          <span class="hint">
            <bdi class="plate">{booking.vehiclePlate}</bdi> <LotRange {...booking} />
          </span>
        </>
      )}
    </Recent>
  );
}

function BookingState({ booking }: { booking: Booking }) {
  const phase = usePhase(booking);
  return phase === 'active' ? (
    <TimeLeft endsAt={booking.endsAt} />
  ) : (
    <span class={`tag ${phase}`}>{nameOfPhase(phase, false)}</span>
  );
}

export function RecentPayments({ changed }: Props) {
  const payments = useResource((signal) => listPayments(newest, signal));
  useRefreshOn(changed, payments.reload, everyMs);
  return (
    <Recent title={admin.value.overview.payments} href="/payments" of={payments}>
      {({ bookingId, amount, currency, method, status, booking }) => (
        <>
          <a class="strong" href={`/bookings/${bookingId}`}>
            {formatMoney(amount, currency)}
          </a>
          <span class={`tag ${status}`}>{bookingWords.value.payments.statuses[status]}</span>
          <span class="hint">
            {admin.value.overview.by[method]} · <bdi class="plate">{booking.vehiclePlate}</bdi>{' '}
            <bdi>{booking.lotName}</bdi>
          </span>
        </>
      )}
    </Recent>
  );
}

export function RecentBusinesses({ changed }: Props) {
  const businesses = useResource((signal) => listBusinesses(newest, signal));
  useRefreshOn(changed, businesses.reload, everyMs);
  return (
    <Recent title={admin.value.overview.businesses} href={adminPaths.businesses} of={businesses}>
      {({ name, ownerName, approvedAt, createdAt }) => (
        <>
          <span class="strong">
            <bdi>{name}</bdi>
          </span>
          {approvedAt === null ? (
            <span class="tag pending">{admin.value.overview.toBeApproved}</span>
          ) : (
            <span class="tag verified">{admin.value.overview.approved}</span>
          )}
          <span class="hint">
            <bdi>{ownerName}</bdi> ·{' '}
            <time dateTime={createdAt}>{formatAge(createdAt, serverClock.now())}</time>
          </span>
        </>
      )}
    </Recent>
  );
}

interface RecentProps<Item> {
  title: string;
  /** Where all of them are. */
  href: string;
  of: Resource<Page<Item>>;
  children: (item: Item) => ComponentChildren;
}

function Recent<Item extends { id: string }>({ title, href, of, children }: RecentProps<Item>) {
  const id = useId();
  const t = admin.value.overview;
  return (
    <section class="card admin-list" aria-labelledby={id}>
      <div class="admin-list-head">
        <h2 id={id}>{title}</h2>
        <a href={href}>
          {t.all} <span class="visually-hidden">{t.allOf(title)}</span>
        </a>
      </div>
      <Shown of={of} what={title}>
        {({ items }) => (
          <>
            {items.length === 0 && <p class="hint">{t.none}</p>}
            <ul>
              {items.map((item) => (
                <li key={item.id} class="admin-row">
                  {children(item)}
                </li>
              ))}
            </ul>
          </>
        )}
      </Shown>
    </section>
  );
}
