import { Plus } from 'lucide-preact';
import { useState } from 'preact/hooks';
import { createBusiness, listBusinesses } from '../http/business.js';
import { changedHere } from '../live/changes.js';
import { MoreButton } from '../ui/more-button.js';
import { Page } from '../ui/page.js';
import { Shown } from '../ui/states.js';
import { usePages } from '../ui/use-pages.js';
import { BusinessSection } from './business-section.js';
import { NameForm } from './name-form.js';

/** The businesses of an owner with their lots, and the first steps of one who has none yet. */
export function Places() {
  const businesses = usePages(listBusinesses);
  const [isAdding, setAdding] = useState(false);
  const add = (cancel?: () => void) => (
    <section class="card biz-form">
      <h2>{cancel ? 'Another business' : 'What is your business called?'}</h2>
      <NameForm
        label="Name of the business"
        hint="Drivers see the names of its lots."
        action="Open the business"
        send={createBusiness}
        done={() => {
          setAdding(false);
          changedHere();
        }}
        cancel={cancel}
      />
    </section>
  );
  return (
    <Page title="Business" below="Your businesses, their lots and slots.">
      <Shown of={businesses} what="Loading your businesses">
        {({ items, isMore }) => (
          <>
            {items.length === 0 && add()}
            {items.map((business) => (
              <BusinessSection key={business.id} business={business} />
            ))}
            {isMore && <MoreButton more={businesses.more} />}
            {isAdding &&
              add(() => {
                setAdding(false);
              })}
            {items.length > 0 && !isAdding && (
              <button
                type="button"
                class="link biz-more"
                onClick={() => {
                  setAdding(true);
                }}
              >
                <Plus aria-hidden="true" /> Open another business
              </button>
            )}
          </>
        )}
      </Shown>
    </Page>
  );
}
