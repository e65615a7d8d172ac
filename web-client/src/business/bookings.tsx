import { Search } from 'lucide-preact';
import { useLocation } from 'preact-iso';
import { listBookings } from '../http/api.js';
import { businessWords } from '../texts/business.js';
import { textOf } from '../ui/form.js';
import { MoreButton } from '../ui/more-button.js';
import { Page } from '../ui/page.js';
import { Empty, Shown } from '../ui/states.js';
import { usePages } from '../ui/use-pages.js';
import { BookingsTable } from './bookings-table.js';
import { addressOf, askedBy, tabs, type Asked } from './bookings-asked.js';
import './sheet.js';

/** The bookings of an owner's lots, or for admins of all lots: by what becomes of them, and by plate. What is asked is in the address. */
export default function OwnersBookings() {
  const { query, route } = useLocation();
  const t = businessWords.value.bookings;
  const asked = askedBy(query);
  return (
    <Page title={t.title}>
      <div class="biz-bar">
        <nav class="biz-tabs" aria-label={t.which}>
          {tabs.map((tab) => (
            <a
              key={tab.name}
              href={addressOf({ ...asked, tab: tab.name })}
              aria-current={tab.name === asked.tab ? 'page' : undefined}
            >
              {t.tabs[tab.name]}
            </a>
          ))}
        </nav>
        <form
          role="search"
          class="biz-search"
          key={asked.plate}
          onSubmit={(event) => {
            event.preventDefault();
            route(addressOf({ ...asked, plate: textOf(new FormData(event.currentTarget), 'plate').trim() }));
          }}
        >
          <input
            type="search"
            name="plate"
            aria-label={t.plate}
            placeholder={t.plate}
            autoComplete="off"
            maxLength={20}
            defaultValue={asked.plate}
          />
          <button type="submit" class="quiet icon-button" aria-label={t.search}>
            <Search aria-hidden="true" />
          </button>
        </form>
      </div>
      <Found key={addressOf(asked)} asked={asked} />
    </Page>
  );
}

function Found({ asked }: { asked: Asked }) {
  const t = businessWords.value.bookings;
  const { plate } = asked;
  const { query } = tabs.find(({ name }) => name === asked.tab) ?? tabs[0];
  const pages = usePages((page, signal) =>
    listBookings({ ...page, ...query, ...(plate === '' ? {} : { plate }) }, signal),
  );
  return (
    <Shown of={pages} what={t.loading}>
      {({ items, isMore }) => (
        <>
          {items.length === 0 ? (
            <Empty title={plate === '' ? t.none : t.noneOfPlate}>
              {plate !== '' && <a href={addressOf({ ...asked, plate: '' })}>{t.allPlates}</a>}
            </Empty>
          ) : (
            <BookingsTable bookings={items} />
          )}
          {isMore && <MoreButton more={pages.more} />}
        </>
      )}
    </Shown>
  );
}
