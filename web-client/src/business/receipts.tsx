import type { Booking, Receipt } from '../../../contract/api/bookings.js';
import { findReceipts } from '../http/bookings.js';
import { bookingWords } from '../texts/booking.js';
import { LotMoment } from '../ui/lot-time.js';
import { useResource } from '../ui/use-resource.js';

/** Whether the driver was reached with what they were told, for the owner of the lot. Nothing while there is nothing to say. */
export function Receipts({ booking }: { booking: Booking }) {
  const t = bookingWords.value.receipts;
  const receipts = useResource((signal) => findReceipts(booking.id, signal));
  const items = receipts.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section class="card receipts" aria-labelledby="receipts">
      <h2 id="receipts">{t.title}</h2>
      <ul>
        {items.map((receipt) => (
          <Row key={receipt.id} receipt={receipt} timezone={booking.timezone} />
        ))}
      </ul>
    </section>
  );
}

function Row({ receipt, timezone }: { receipt: Receipt; timezone: string }) {
  const t = bookingWords.value.receipts;
  const { title, at, reachedBy } = receipt;
  const isReached = reachedBy.length > 0;
  return (
    <li>
      <span>
        <bdi>{title}</bdi>
        <small>
          <LotMoment instant={at} timezone={timezone} />
        </small>
      </span>
      <span class={`tag ${isReached ? 'verified' : ''}`}>
        {isReached ? reachedBy.map((way) => t.by[way]).join(', ') : t.notYet}
      </span>
    </li>
  );
}
