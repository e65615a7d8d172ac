import { ChevronRight, MapPin } from 'lucide-preact';
import type { LotSummary } from '../../../contract/api/businesses.js';
import { listLots } from '../http/api.js';
import { formatMoney } from '../time/money.js';
import { MoreButton } from './more-button.js';
import { Empty, Shown } from './states.js';
import { useEvery } from './use-every.js';
import { usePages } from './use-pages.js';

const lookEveryMs = 20_000;

export function LotList() {
  const pages = usePages(listLots);
  useEvery(lookEveryMs, pages.refresh);
  return (
    <Shown of={pages} what="Loading lots">
      {({ items, isMore }) => (
        <>
          {items.length === 0 && <Empty title="There are no lots yet" />}
          <ul class="cards">
            {items.map((lot) => (
              <LotCard key={lot.id} lot={lot} />
            ))}
          </ul>
          {isMore && <MoreButton more={pages.more} />}
        </>
      )}
    </Shown>
  );
}

function LotCard({ lot }: { lot: LotSummary }) {
  const { id, name, address, freeSlots, slotCount, hourlyRate } = lot;
  return (
    <li class="card lot-card">
      <div class="card-text">
        <a class="card-link strong" href={`/lots/${id}`}>
          <bdi>{name}</bdi>
        </a>
        <p class="hint with-icon">
          <MapPin aria-hidden="true" />
          <bdi>{address}</bdi>
        </p>
        <p class="hint">{formatMoney(hourlyRate.amount, hourlyRate.currency)} an hour</p>
      </div>
      <p class={`free-count ${freeSlots === 0 ? 'none' : ''}`}>
        <span class="number">{freeSlots}</span>
        <span class="hint">of {slotCount} free</span>
      </p>
      <ChevronRight class="chevron" aria-hidden="true" />
    </li>
  );
}
