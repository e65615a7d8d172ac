import { useLocation } from 'preact-iso';
import type { CarWash, CarWashStatus, ListedCarWash } from '../../../contract/api/car-washes.js';
import '../business/sheet.js';
import { completeCarWash, listCarWashes } from '../http/car-washes.js';
import { changedHere } from '../live/changes.js';
import { businessWords } from '../texts/business.js';
import { carWashes } from '../texts/car-washes.js';
import { formatInstant } from '../time/format.js';
import { Form } from '../ui/form.js';
import { MoreButton } from '../ui/more-button.js';
import { Page } from '../ui/page.js';
import { Empty, Shown } from '../ui/states.js';
import { usePages } from '../ui/use-pages.js';
import { useSubmission } from '../ui/use-submission.js';

const tabs: readonly CarWashStatus[] = ['requested', 'completed', 'cancelled'];
const addressOf = (tab: CarWashStatus) => (tab === 'requested' ? '/car-washes' : `/car-washes?tab=${tab}`);

/** The car washes in an owner's lots: what is to be done first. Which are asked for is in the address. */
export default function CarWashes() {
  const { query } = useLocation();
  const tab = tabs.find((name) => name === query.tab) ?? 'requested';
  const t = carWashes.value;
  return (
    <Page
      title={t.title}
      above={
        <a class="back" href="/business">
          <span aria-hidden="true">←</span> {businessWords.value.title}
        </a>
      }
      below={t.lead}
    >
      <nav class="biz-tabs" aria-label={t.which}>
        {tabs.map((name) => (
          <a key={name} href={addressOf(name)} aria-current={name === tab ? 'page' : undefined}>
            {t.tabs[name]}
          </a>
        ))}
      </nav>
      <Washes key={tab} status={tab} />
    </Page>
  );
}

function Washes({ status }: { status: CarWashStatus }) {
  const pages = usePages((page, signal) => listCarWashes({ ...page, status }, signal));
  const t = carWashes.value;
  return (
    <Shown of={pages} what={t.loading}>
      {({ items, isMore }) => (
        <>
          {items.length === 0 && <Empty title={t.none[status]} />}
          <ul class="cards">
            {items.map((wash) => (
              <WashCard key={wash.id} wash={wash} />
            ))}
          </ul>
          {isMore && <MoreButton more={pages.more} />}
        </>
      )}
    </Shown>
  );
}

function WashCard({ wash }: { wash: ListedCarWash }) {
  const { id, bookingId, status, slotCode, lotName, vehiclePlate, requestedAt, completedAt } = wash;
  const { submit, isBusy, error } = useSubmission<object, CarWash>(completeCarWash(id), changedHere);
  const t = carWashes.value;
  return (
    <li class="card biz-form">
      <div class="card-text">
        <p>
          <a class="strong" href={`/bookings/${bookingId}`}>
            <bdi>{slotCode}</bdi> <bdi>{lotName}</bdi>
          </a>
        </p>
        <p>
          <bdi class="plate">{vehiclePlate}</bdi>
        </p>
        <p class="hint">
          {t.asked} <time dateTime={requestedAt}>{formatInstant(requestedAt)}</time>
        </p>
        {completedAt !== null && (
          <p class="hint">
            {t.done} <time dateTime={completedAt}>{formatInstant(completedAt)}</time>
          </p>
        )}
      </div>
      {status === 'requested' && (
        <Form error={error} fields={[]} onSubmit={() => void submit({})}>
          <button type="submit" class="primary" aria-disabled={isBusy}>
            {t.complete}
          </button>
        </Form>
      )}
    </li>
  );
}
