import { useLocation } from 'preact-iso';
import { useEffect } from 'preact/hooks';
import type { SearchResult } from '../../../contract/api/operations.js';
import { searchBookings } from '../http/operations.js';
import { operationsWords } from '../texts/operations.js';
import { Page } from '../ui/page.js';
import { Empty, Shown } from '../ui/states.js';
import { useResource } from '../ui/use-resource.js';
import { nameOfStatus } from './status-names.js';
import { formatInZone } from '../time/zone-time.js';

/** What a search has found. A single booking is opened at once. */
export function Results() {
  const { q = '' } = useLocation().query;
  return (
    <Page title={operationsWords.value.search.title} below={operationsWords.value.search.lead}>
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
    <Shown of={found} what={operationsWords.value.search.searching}>
      {(result) => <List result={result} q={q} />}
    </Shown>
  );
}

function List({ result: { items, isComplete }, q }: { result: SearchResult; q: string }) {
  const t = operationsWords.value.search;
  if (items.length === 0) return <Empty title={t.nothing(q)}>{t.nothingMore}</Empty>;
  return (
    <>
      <p role="status">
        {t.found(items.length)}
        {!isComplete && t.incomplete}.
      </p>
      <ul class="ops-results">
        {items.map((booking) => (
          <li class="card" key={booking.id}>
            <div class="card-text">
              <a class="card-link strong" href={`/operations/bookings/${booking.id}`}>
                <bdi>{booking.vehiclePlate}</bdi>, {booking.slotCode} {t.at} <bdi>{booking.lotName}</bdi>
              </a>
              <p class="hint">
                {formatInZone(booking.startsAt, booking.timezone)} {t.until}{' '}
                {formatInZone(booking.endsAt, booking.timezone)} · <bdi>{booking.userName}</bdi> ·{' '}
                {t.by[booking.by]}
              </p>
            </div>
            <span class={`tag ${booking.status}`}>{nameOfStatus(booking.status)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
