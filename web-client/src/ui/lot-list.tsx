import { ChevronRight, MapPin } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { LotSummary } from '../../../contract/api/businesses.js';
import { listLots } from '../http/api.js';
import { formatMoney } from '../time/money.js';
import { MoreButton } from './more-button.js';
import { Empty, Shown } from './states.js';
import { useEvery } from './use-every.js';
import { usePages } from './use-pages.js';

const lookEveryMs = 20_000;

/** Fewer lots than this are looked over faster than searched. */
const worthSearching = 6;

/** All that is known of the lots whose name or address has every word of the search in it. */
const found = (lots: readonly LotSummary[], search: string, onlyFree: boolean) => {
  const words = search.toLocaleLowerCase().split(/\s+/);
  return lots.filter(({ name, address, freeSlots }) => {
    const text = `${name} ${address}`.toLocaleLowerCase();
    return (freeSlots > 0 || !onlyFree) && words.every((word) => text.includes(word));
  });
};

export function LotList() {
  const pages = usePages(listLots);
  const [search, setSearch] = useState('');
  const [onlyFree, setOnlyFree] = useState(false);
  useEvery(lookEveryMs, pages.refresh);
  return (
    <Shown of={pages} what="Loading lots">
      {({ items, isMore }) => {
        const shown = found(items, search, onlyFree);
        return (
          <div class="lot-list">
            {(items.length >= worthSearching || isMore) && (
              <div class="lot-search" role="search">
                <input
                  type="search"
                  aria-label="Search lots by name or address"
                  placeholder="Search by name or address"
                  value={search}
                  onInput={(event) => {
                    setSearch(event.currentTarget.value);
                  }}
                />
                <label class="only-free">
                  <input
                    type="checkbox"
                    checked={onlyFree}
                    onChange={(event) => {
                      setOnlyFree(event.currentTarget.checked);
                    }}
                  />
                  Only with a free slot
                </label>
              </div>
            )}
            {items.length === 0 && <Empty title="There are no lots yet" />}
            {items.length > 0 && shown.length === 0 && (
              <Empty title={isMore ? 'None of the lots shown so far fits' : 'No lot fits'} />
            )}
            <ul class="cards">
              {shown.map((lot) => (
                <LotCard key={lot.id} lot={lot} />
              ))}
            </ul>
            {isMore && <MoreButton more={pages.more} />}
          </div>
        );
      }}
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
