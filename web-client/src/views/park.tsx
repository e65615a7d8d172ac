import type { Booking } from '../../../contract/api/bookings.js';
import { phaseOf } from '../bookings/booking-phase.js';
import { Unreachable } from '../http/problem.js';
import { live } from '../live/live.js';
import { bookingWords } from '../texts/booking.js';
import { shell } from '../texts/shell.js';
import { serverClock } from '../time/clock.js';
import { BookingCard } from '../ui/booking-card.js';
import { LotList } from '../ui/lot-list.js';
import { Page } from '../ui/page.js';
import { Failure, Loading } from '../ui/states.js';
import { useRetry } from '../ui/use-retry.js';

/** A user's start page: active bookings and lots. They appear together, so that neither pushes the other down. */
export default function Park() {
  const t = bookingWords.value;
  const state = live.value?.activeBookings.state.value;
  const isWaiting = state?.items === undefined && state?.error === undefined;
  return (
    <Page title={shell.value.nav.park}>
      {isWaiting && <Loading what={t.loadingYours} />}
      <div class="page" hidden={isWaiting}>
        <ActiveBookings />
        <section>
          <h2>{t.findSlot}</h2>
          <LotList />
        </section>
      </div>
    </Page>
  );
}

function ActiveBookings() {
  const t = bookingWords.value;
  const list = live.value?.activeBookings;
  const { items, error } = list?.state.value ?? {};
  useRetry(error instanceof Unreachable, () => void list?.load());
  if (!list) return null;
  if (items === undefined && error !== undefined) {
    return <Failure error={error} retry={() => void list.load()} />;
  }
  if (!items?.length) return null;
  const now = serverClock.now();
  const [upcoming, running] = [true, false].map((isUpcoming) =>
    items.filter((booking) => (phaseOf(booking, now) === 'upcoming') === isUpcoming),
  );
  return (
    <>
      <Group title={t.runningNow} bookings={running} />
      <Group title={t.upcoming} bookings={upcoming} />
    </>
  );
}

function Group({ title, bookings = [] }: { title: string; bookings: readonly Booking[] | undefined }) {
  if (bookings.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <ul class="cards">
        {bookings.map((booking) => (
          <BookingCard key={booking.id} booking={booking} />
        ))}
      </ul>
    </section>
  );
}
