import { ChevronRight, MapPin } from 'lucide-preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { LotSummary } from '../../../contract/api/businesses.js';
import { listLots } from '../http/api.js';
import { bookingWords } from '../texts/booking.js';
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
  const t = bookingWords.value.lots;
  const [search, setSearch] = useState('');
  const { pages, isSearching } = useLots(search);
  const [onlyFree, setOnlyFree] = useState(false);
  useEvery(lookEveryMs, pages.refresh);
  return (
    <Shown of={pages} what={t.loading}>
      {({ items, isMore }) => {
        const shown = found(items, search, onlyFree);
        return (
          <div class="lot-list">
            {(items.length >= worthSearching || isMore || search !== '') && (
              <div class="lot-search" role="search">
                <input
                  type="search"
                  aria-label={t.search}
                  placeholder={t.searchShort}
                  value={search}
                  onInput={(event) => {
                    setSearch(event.currentTarget.value);
                  }}
                />
                <label class="check">
                  <input
                    type="checkbox"
                    checked={onlyFree}
                    onChange={(event) => {
                      setOnlyFree(event.currentTarget.checked);
                    }}
                  />
                  {t.onlyFree}
                </label>
              </div>
            )}
            {items.length === 0 && search === '' && <Empty title={t.none} />}
            {(items.length > 0 || search !== '') && shown.length === 0 && !isSearching && (
              <Empty title={isMore ? t.noneFitsSoFar : t.noneFits} />
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

const debounceMs = 250;

/** Lots that may fit a search: where there are more than the list shows, those that the server finds. */
function useLots(search: string) {
  const [asked, setAsked] = useState('');
  const isPart = useRef(false);
  const pages = usePages((page, signal) => listLots({ ...page, search: asked || undefined }, signal));
  if (asked === '' && pages.data) isPart.current = pages.data.isMore;
  const wanted = isPart.current ? search.trim() : '';
  const [answered, setAnswered] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => {
      setAsked(wanted);
    }, debounceMs);
    return () => {
      clearTimeout(timer);
    };
  }, [wanted]);
  useEffect(() => {
    if (asked !== answered) pages.refresh();
  }, [asked]);
  useEffect(() => {
    setAnswered(asked);
  }, [pages.data]);
  return { pages, isSearching: wanted !== answered };
}

function LotCard({ lot }: { lot: LotSummary }) {
  const t = bookingWords.value.lots;
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
        <p class="hint">{t.anHour(formatMoney(hourlyRate.amount, hourlyRate.currency))}</p>
      </div>
      <p class={`free-count ${freeSlots === 0 ? 'none' : ''}`}>
        <span class="number">{freeSlots}</span>
        <span class="hint">{t.ofFree(slotCount)}</span>
      </p>
      <ChevronRight class="chevron" aria-hidden="true" />
    </li>
  );
}
