import { Search } from 'lucide-preact';
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import type { ManagedAccount } from '../../../contract/api/accounts.js';
import { listAccounts } from '../http/admin.js';
import { formatInstant } from '../time/format.js';
import { admin } from '../texts/admin.js';
import { textOf } from '../ui/form.js';
import { MoreButton } from '../ui/more-button.js';
import { Page } from '../ui/page.js';
import { Empty, Shown } from '../ui/states.js';
import { usePages } from '../ui/use-pages.js';
import { addressOfSearch } from './accounts-asked.js';
import { SuspendDialog } from './suspend-dialog.js';
import { Table, type Column } from './table.js';

/** All accounts, or those whose address or name begins as asked. What is asked is in the address. */
export function Accounts() {
  const { query, route } = useLocation();
  const search = query.search ?? '';
  const t = admin.value.accounts;
  return (
    <Page title={t.title}>
      <form
        role="search"
        class="biz-search"
        key={search}
        onSubmit={(event) => {
          event.preventDefault();
          route(addressOfSearch(textOf(new FormData(event.currentTarget), 'search').trim()));
        }}
      >
        <input
          type="search"
          name="search"
          aria-label={t.search}
          placeholder={t.search}
          autoComplete="off"
          maxLength={254}
          defaultValue={search}
        />
        <button type="submit" class="quiet icon-button" aria-label={t.searchButton}>
          <Search aria-hidden="true" />
        </button>
      </form>
      <Found key={search} search={search} />
    </Page>
  );
}

function Found({ search }: { search: string }) {
  const pages = usePages((page, signal) =>
    listAccounts({ ...page, ...(search === '' ? {} : { search }) }, signal),
  );
  const t = admin.value.accounts;
  const [asked, setAsked] = useState<ManagedAccount>();
  const columns: readonly Column<ManagedAccount>[] = [
    {
      name: t.columns.name,
      cell: ({ name }) => (
        <span class="strong">
          <bdi>{name}</bdi>
        </span>
      ),
    },
    { name: t.columns.email, cell: ({ email }) => <bdi>{email}</bdi> },
    { name: t.columns.role, cell: ({ role }) => t.roles[role] },
    {
      name: t.columns.since,
      class: 'biz-when',
      cell: ({ createdAt }) => <time dateTime={createdAt}>{formatInstant(createdAt)}</time>,
    },
    { name: t.columns.access, cell: (account) => <Access account={account} ask={setAsked} /> },
  ];
  return (
    <>
      <Shown of={pages} what={t.loading}>
        {({ items, isMore }) => (
          <>
            {items.length === 0 ? (
              <Empty title={t.none}>
                <a href={addressOfSearch('')}>{t.showAll}</a>
              </Empty>
            ) : (
              <Table caption={t.caption} columns={columns} rows={items} />
            )}
            {isMore && <MoreButton more={pages.more} />}
          </>
        )}
      </Shown>
      {asked && (
        <SuspendDialog
          account={asked}
          close={() => {
            setAsked(undefined);
          }}
        />
      )}
    </>
  );
}

interface AccessProps {
  account: ManagedAccount;
  ask: (account: ManagedAccount) => void;
}

/** Whether somebody may sign in. Admins are not suspended by each other. */
function Access({ account, ask }: AccessProps) {
  const { name, role, suspendedAt } = account;
  const t = admin.value.accounts;
  return (
    <span class="admin-access">
      {suspendedAt !== null && <span class="tag rejected">{t.suspended}</span>}
      {role !== 'admin' && (
        <button
          type="button"
          class="quiet small"
          onClick={() => {
            ask(account);
          }}
        >
          {suspendedAt === null ? t.suspend : t.reinstate}
          <span class="visually-hidden"> {name}</span>
        </button>
      )}
    </span>
  );
}
