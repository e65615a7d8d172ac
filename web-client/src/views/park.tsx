import { live } from '../live/live.js';
import { BookingCard } from '../ui/booking-card.js';
import { LotList } from '../ui/lot-list.js';
import { Page } from '../ui/page.js';
import { Failure } from '../ui/states.js';

/** A user's start page: active bookings and lots. */
export default function Park() {
  return (
    <Page title="Park">
      <RunningBookings />
      <h2>Find a slot</h2>
      <LotList />
    </Page>
  );
}

function RunningBookings() {
  const list = live.value?.activeBookings;
  if (!list) return null;
  const { items, error } = list.state.value;
  if (items === undefined && error !== undefined) {
    return <Failure error={error} retry={() => void list.load()} />;
  }
  if (!items?.length) return null;
  return (
    <section aria-label="Running now">
      <h2>Running now</h2>
      <ul class="cards">
        {items.map((booking) => (
          <BookingCard key={booking.id} booking={booking} />
        ))}
      </ul>
    </section>
  );
}
