import { useLocation } from 'preact-iso';
import { useEffect } from 'preact/hooks';
import type { BookingFound, SearchResult } from '../../../contract/api/operations.js';
import { searchBookings } from '../http/operations.js';
import { Page } from '../ui/page.js';
import { Empty, Shown } from '../ui/states.js';
import { useResource } from '../ui/use-resource.js';
import { nameOfStatus } from './status-names.js';
import { formatInZone } from '../time/zone-time.js';
import { formatPlural } from './words.js';

const foundBy: Record<BookingFound['by'], string> = {
  plate: 'by its plate',
  booking: 'by its id',
  payment: 'by its payment',
  email: 'by an e-mail address',
};

/** What a search has found. A single booking is opened at once. */
export function Results() {
  const { q = '' } = useLocation().query;
  return (
    <Page title="Find a booking" below="By plate, booking id, payment id or e-mail address.">
      {q === '' ? null : <Found key={q} q={q} />}
    </Page>
  );
}

function Found({ q }: { q: string }) {
  const found = useResource((signal) => searchBookings(q, signal));
  const { route } = useLocation();
  const items = found.data?.items;
  const only = items?.length === 1 ? items[0] : undefined;
  useEffect(() => {
    if (only) route(`/operations/bookings/${only.id}`, true);
  }, [only]);
  return (
    <Shown of={found} what="Searching">
      {(result) => <List result={result} q={q} />}
    </Shown>
  );
}

function List({ result: { items, isComplete }, q }: { result: SearchResult; q: string }) {
  if (items.length === 0)
    return <Empty title={`Nothing found for “${q}”`}>Check it, or search by another of the four.</Empty>;
  return (
    <>
      <p role="status">
        {formatPlural(items.length, 'booking')}, newest first
        {!isComplete && '. There are more: search by something that fits fewer'}.
      </p>
      <ul class="ops-results">
        {items.map((booking) => (
          <li class="card" key={booking.id}>
            <div class="card-text">
              <a class="card-link strong" href={`/operations/bookings/${booking.id}`}>
                <bdi>{booking.vehiclePlate}</bdi>, {booking.slotCode} at <bdi>{booking.lotName}</bdi>
              </a>
              <p class="hint">
                {formatInZone(booking.startsAt, booking.timezone)} until{' '}
                {formatInZone(booking.endsAt, booking.timezone)} · <bdi>{booking.userName}</bdi> · found{' '}
                {foundBy[booking.by]}
              </p>
            </div>
            <span class={`tag ${booking.status}`}>{nameOfStatus(booking.status)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
