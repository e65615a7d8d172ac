import { listBookings } from '../http/api.js';
import { isDriver } from '../session/session.js';
import { BookingCard } from '../ui/booking-card.js';
import { MoreButton } from '../ui/more-button.js';
import { Page } from '../ui/page.js';
import { Empty, Shown } from '../ui/states.js';
import { usePages } from '../ui/use-pages.js';

export default function Bookings() {
  const pages = usePages(listBookings);
  const isUser = isDriver();
  return (
    <Page title={isUser ? 'My bookings' : 'Bookings'}>
      <Shown of={pages} what="Loading bookings">
        {({ items, isMore }) => (
          <>
            {items.length === 0 && (
              <Empty title="No bookings yet">{isUser && <a href="/">Find a slot</a>}</Empty>
            )}
            <ul class="cards">
              {items.map((booking) => (
                <BookingCard key={booking.id} booking={booking} />
              ))}
            </ul>
            {isMore && <MoreButton more={pages.more} />}
          </>
        )}
      </Shown>
    </Page>
  );
}
