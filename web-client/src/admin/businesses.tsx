import { BadgeCheck } from 'lucide-preact';
import type { ApprovedBusiness, ListedBusiness } from '../../../contract/api/businesses.js';
import { approveBusiness } from '../http/admin.js';
import { listBusinesses } from '../http/business.js';
import { sentenceFor } from '../http/problem.js';
import { changedHere } from '../live/changes.js';
import { formatInstant } from '../time/format.js';
import { admin } from '../texts/admin.js';
import type { AdminTexts } from '../texts/en/admin.js';
import { MoreButton } from '../ui/more-button.js';
import { Page } from '../ui/page.js';
import { Empty, Shown } from '../ui/states.js';
import { usePages } from '../ui/use-pages.js';
import { useSubmission } from '../ui/use-submission.js';
import { Table, type Column } from './table.js';

const columnsIn = (t: AdminTexts['businesses']): readonly Column<ListedBusiness>[] => [
  {
    name: t.columns.name,
    cell: ({ name }) => (
      <span class="strong">
        <bdi>{name}</bdi>
      </span>
    ),
  },
  { name: t.columns.owner, cell: ({ ownerName }) => <bdi>{ownerName}</bdi> },
  { name: t.columns.lots, cell: ({ lots }) => t.lots(lots) },
  {
    name: t.columns.since,
    class: 'biz-when',
    cell: ({ createdAt }) => <time dateTime={createdAt}>{formatInstant(createdAt)}</time>,
  },
  { name: t.columns.approval, cell: (business) => <Approval business={business} /> },
];

/** All businesses, the newest first. Those that are approved are listed before others. */
export function Businesses() {
  const pages = usePages(listBusinesses);
  const t = admin.value.businesses;
  return (
    <Page title={t.title} below={t.lead}>
      <Shown of={pages} what={t.loading}>
        {({ items, isMore }) => (
          <>
            {items.length === 0 ? (
              <Empty title={t.none} />
            ) : (
              <Table caption={t.caption} columns={columnsIn(t)} rows={items} />
            )}
            {isMore && <MoreButton more={pages.more} />}
          </>
        )}
      </Shown>
    </Page>
  );
}

function Approval({ business: { id, name, approvedAt } }: { business: ListedBusiness }) {
  const { submit, isBusy, error } = useSubmission<object, ApprovedBusiness>(approveBusiness(id), changedHere);
  const t = admin.value.businesses;
  if (approvedAt !== null) {
    return (
      <span class="tag verified" title={formatInstant(approvedAt)}>
        {t.approved}
      </span>
    );
  }
  return (
    <>
      <button type="button" class="quiet small" aria-disabled={isBusy} onClick={() => void submit({})}>
        <BadgeCheck aria-hidden="true" /> {t.approve}
        <span class="visually-hidden"> {name}</span>
      </button>
      {error !== undefined && (
        <p class="field-error" role="alert">
          {sentenceFor(error)}
        </p>
      )}
    </>
  );
}
