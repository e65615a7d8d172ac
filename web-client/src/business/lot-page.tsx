import { ExternalLink } from 'lucide-preact';
import type { Lot, LotChange, OwnLot } from '../../../contract/api/businesses.js';
import { changeLot, findOwnLot } from '../http/business.js';
import { changedHere } from '../live/changes.js';
import { bookingWords } from '../texts/booking.js';
import { businessWords } from '../texts/business.js';
import { formatMoney } from '../time/money.js';
import { Field, Form, textOf } from '../ui/form.js';
import { Page } from '../ui/page.js';
import { Shown } from '../ui/states.js';
import { useEvery } from '../ui/use-every.js';
import { useResource } from '../ui/use-resource.js';
import { useSubmission } from '../ui/use-submission.js';
import { PriceFields } from './lot-form.js';
import { priceOf, textOfPrice } from './price-text.js';
import { SlotEditor } from './slot-editor.js';

const lookEveryMs = 30_000;

/** One lot of an owner: what it is called and costs, and its slots. */
export function LotPage({ id }: { id: string }) {
  const lot = useResource((signal) => findOwnLot(id, signal));
  const t = businessWords.value.lots;
  // Of renewals owners are not told.
  useEvery(lookEveryMs, lot.reload);
  const { data, put } = lot;
  return (
    <Page
      title={data?.name ?? bookingWords.value.lots.lot}
      above={
        <a class="back" href="/business">
          <span aria-hidden="true">←</span> {businessWords.value.title}
        </a>
      }
      below={
        data && (
          <>
            {bookingWords.value.lots.anHour(formatMoney(data.hourlyRate.amount, data.hourlyRate.currency))} ·{' '}
            {bookingWords.value.lots.free(data.freeSlots, data.slotCount)}
          </>
        )
      }
    >
      <Shown of={lot} what={bookingWords.value.lots.loadingOne}>
        {(lot) => (
          <div class="biz-lot">
            <div class="stack">
              {lot.withdrawnAt === null ? (
                <BookingLink lot={lot} />
              ) : (
                <p class="form-error">{t.withdrawnMore}</p>
              )}
              <SlotEditor lot={lot} put={put} />
            </div>
            <section class="card biz-form">
              <h2>{t.details}</h2>
              <LotDetails key={lot.id} lot={lot} />
            </section>
          </div>
        )}
      </Shown>
    </Page>
  );
}

/** What an owner passes on, so that the first booking comes. */
const BookingLink = ({ lot }: { lot: OwnLot }) => (
  <section class="card biz-link">
    <h2>{businessWords.value.lots.linkTitle}</h2>
    <p class="hint">{businessWords.value.lots.linkHint}</p>
    <a href={`/lots/${lot.id}`}>
      {`${location.origin}/lots/${lot.id}`} <ExternalLink aria-hidden="true" />
    </a>
  </section>
);

function LotDetails({ lot }: { lot: OwnLot }) {
  const t = businessWords.value.lots;
  const { submit, isBusy, error } = useSubmission<LotChange, Lot>(changeLot(lot.id), () => {
    changedHere();
  });
  return (
    <Form
      error={error}
      fields={['name', 'address', 'hourlyRate.amount', 'hourlyRate.currency']}
      onSubmit={(form) =>
        void submit({
          name: textOf(form, 'name'),
          address: textOf(form, 'address'),
          hourlyRate: priceOf(textOf(form, 'hourlyRate.amount'), textOf(form, 'hourlyRate.currency')),
        })
      }
    >
      <Field label={t.name} name="name" defaultValue={lot.name} maxLength={120} error={error} />
      <Field label={t.address} name="address" defaultValue={lot.address} maxLength={240} error={error} />
      <PriceFields
        amount={textOfPrice(lot.hourlyRate)}
        currency={lot.hourlyRate.currency}
        isFixed
        error={error}
      />
      <p class="hint">{t.newPrice(lot.timezone)}</p>
      <button type="submit" class="primary" aria-disabled={isBusy}>
        {businessWords.value.save}
      </button>
    </Form>
  );
}
