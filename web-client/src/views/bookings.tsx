import { listBookings } from '../http/api.js';
import { isDriver } from '../session/session.js';
import { bookingWords } from '../texts/booking.js';
import { BookingCard } from '../ui/booking-card.js';
import { MoreButton } from '../ui/more-button.js';
import { Page } from '../ui/page.js';
import { Empty, Shown } from '../ui/states.js';
import { usePages } from '../ui/use-pages.js';

export default function Bookings() {
  const pages = usePages(listBookings);
  const t = bookingWords.value;
  const isUser = isDriver();
  return (
    <Page title={isUser ? t.myBookings : t.bookings}>
      <Shown of={pages} what={t.loadingBookings}>
        {({ items, isMore }) => (
          <>
            {items.length === 0 && <Empty title={t.none}>{isUser && <a href="/">{t.findSlot}</a>}</Empty>}
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
