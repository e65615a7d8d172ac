import { ChevronRight, Pencil, Plus, Users } from 'lucide-preact';
import { useLocation } from 'preact-iso';
import { useId, useState } from 'preact/hooks';
import type { Business, OwnLotSummary } from '../../../contract/api/businesses.js';
import { listOwnLots, renameBusiness } from '../http/business.js';
import { changedHere } from '../live/changes.js';
import { bookingWords } from '../texts/booking.js';
import { businessWords } from '../texts/business.js';
import { formatMoney } from '../time/money.js';
import { MoreButton } from '../ui/more-button.js';
import { Shown } from '../ui/states.js';
import { usePages } from '../ui/use-pages.js';
import { LotForm } from './lot-form.js';
import { NameForm } from './name-form.js';

/** One business with its lots. The first lot is asked for at once. */
export function BusinessSection({ business }: { business: Business }) {
  const t = businessWords.value;
  const id = useId();
  const { route } = useLocation();
  const lots = usePages((page, signal) => listOwnLots(business.id, page, signal));
  const [open, setOpen] = useState<'name' | 'lot'>();
  const close = () => {
    setOpen(undefined);
  };
  const lotForm = (cancel?: () => void) => (
    <div class="card biz-form">
      <h3>{cancel ? t.lots.another : t.lots.first}</h3>
      <LotForm
        businessId={business.id}
        done={(lot) => {
          changedHere();
          route(`/business/lots/${lot.id}`);
        }}
        cancel={cancel}
      />
    </div>
  );
  return (
    <section class="biz-section" aria-labelledby={id}>
      <div class="biz-head">
        <h2 id={id}>
          <bdi>{business.name}</bdi>
        </h2>
        <button
          type="button"
          class="quiet"
          onClick={() => {
            setOpen('name');
          }}
        >
          <Pencil aria-hidden="true" /> {t.rename}
        </button>
        <button
          type="button"
          class="quiet"
          onClick={() => {
            setOpen('lot');
          }}
        >
          <Plus aria-hidden="true" /> {t.lots.add}
        </button>
        <a class="quiet button" href={`/business/team/${business.id}`}>
          <Users aria-hidden="true" /> {t.team.title}
        </a>
      </div>
      {open === 'name' && (
        <div class="card biz-form">
          <NameForm
            label={t.name}
            action={t.saveName}
            name={business.name}
            send={renameBusiness(business.id)}
            done={() => {
              close();
              changedHere();
            }}
            cancel={close}
          />
        </div>
      )}
      {open === 'lot' && lotForm(close)}
      <Shown of={lots} what={t.lots.loading}>
        {({ items, isMore }) => (
          <>
            {items.length === 0 && open !== 'lot' && lotForm()}
            <ul class="cards">
              {items.map((lot) => (
                <OwnLotCard key={lot.id} lot={lot} />
              ))}
            </ul>
            {isMore && <MoreButton more={lots.more} />}
          </>
        )}
      </Shown>
    </section>
  );
}

const OwnLotCard = ({ lot }: { lot: OwnLotSummary }) => (
  <li class="card lot-card">
    <div class="card-text">
      <a class="card-link strong" href={`/business/lots/${lot.id}`}>
        <bdi>{lot.name}</bdi>
      </a>
      <p class="hint">
        <bdi>{lot.address}</bdi>
      </p>
      <p class="hint">
        {bookingWords.value.lots.anHour(formatMoney(lot.hourlyRate.amount, lot.hourlyRate.currency))} ·{' '}
        {bookingWords.value.lots.free(lot.freeSlots, lot.slotCount)}
      </p>
      {lot.withdrawnAt !== null && <p class="tag pending">{businessWords.value.lots.withdrawn}</p>}
    </div>
    <ChevronRight aria-hidden="true" class="chevron" />
  </li>
);
