import { ExternalLink } from 'lucide-preact';
import type { Lot, LotChange, OwnLot } from '../../../contract/api/businesses.js';
import { changeLot, findOwnLot } from '../http/business.js';
import { changedHere } from '../live/changes.js';
import { formatMoney } from '../time/money.js';
import { Field, Form, textOf } from '../ui/form.js';
import { Page } from '../ui/page.js';
import { Shown } from '../ui/states.js';
import { useResource } from '../ui/use-resource.js';
import { useSubmission } from '../ui/use-submission.js';
import { PriceFields } from './lot-form.js';
import { priceOf, textOfPrice } from './price-text.js';
import { SlotEditor } from './slot-editor.js';

/** One lot of an owner: what it is called and costs, and its slots. */
export function LotPage({ id }: { id: string }) {
  const lot = useResource((signal) => findOwnLot(id, signal));
  const { data, put } = lot;
  return (
    <Page
      title={data?.name ?? 'Lot'}
      above={
        <a class="back" href="/business">
          ← Business
        </a>
      }
      below={
        data && (
          <>
            {formatMoney(data.hourlyRate.amount, data.hourlyRate.currency)} an hour · {data.freeSlots} of{' '}
            {data.slotCount} free
          </>
        )
      }
    >
      <Shown of={lot} what="Loading the lot">
        {(lot) => (
          <div class="biz-lot">
            <div class="stack">
              {lot.withdrawnAt === null ? (
                <BookingLink lot={lot} />
              ) : (
                <p class="form-error">
                  This lot was withdrawn: nobody can book there. Bookings that run go on.
                </p>
              )}
              <SlotEditor lot={lot} put={put} />
            </div>
            <section class="card biz-form">
              <h2>Name and price</h2>
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
    <h2>Where drivers book</h2>
    <p class="hint">
      Pass this address on. Whoever opens it sees the lot, and books a slot after signing in.
    </p>
    <a href={`/lots/${lot.id}`}>
      {`${location.origin}/lots/${lot.id}`} <ExternalLink aria-hidden="true" />
    </a>
  </section>
);

function LotDetails({ lot }: { lot: OwnLot }) {
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
      <Field label="Name of the lot" name="name" defaultValue={lot.name} maxLength={120} error={error} />
      <Field label="Address" name="address" defaultValue={lot.address} maxLength={240} error={error} />
      <PriceFields
        amount={textOfPrice(lot.hourlyRate)}
        currency={lot.hourlyRate.currency}
        isFixed
        error={error}
      />
      <p class="hint">
        A new price is for what is booked or renewed from now on. Times are shown by the clocks of{' '}
        {lot.timezone}.
      </p>
      <button type="submit" class="primary" aria-disabled={isBusy}>
        Save
      </button>
    </Form>
  );
}
