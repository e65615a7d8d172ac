import { Droplets, Plus, Webhook } from 'lucide-preact';
import { useState } from 'preact/hooks';
import { createBusiness, listBusinesses } from '../http/business.js';
import { changedHere } from '../live/changes.js';
import { businessWords } from '../texts/business.js';
import { carWashes } from '../texts/car-washes.js';
import { webhookWords } from '../texts/webhooks.js';
import { MoreButton } from '../ui/more-button.js';
import { Page } from '../ui/page.js';
import { Shown } from '../ui/states.js';
import { usePages } from '../ui/use-pages.js';
import { BusinessSection } from './business-section.js';
import { NameForm } from './name-form.js';

/** The businesses of an owner with their lots, and the first steps of one who has none yet. */
export function Places() {
  const t = businessWords.value;
  const businesses = usePages(listBusinesses);
  const [isAdding, setAdding] = useState(false);
  const add = (cancel?: () => void) => (
    <section class="card biz-form">
      <h2>{cancel ? t.another : t.first}</h2>
      <NameForm
        label={t.name}
        hint={t.nameHint}
        action={t.open}
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
    <Page title={t.title} below={t.lead}>
      <Shown of={businesses} what={t.loading}>
        {({ items, isMore }) => (
          <>
            {items.length === 0 && add()}
            {items.length > 0 && (
              <div class="row biz-buttons">
                <a class="quiet button" href="/car-washes">
                  <Droplets aria-hidden="true" /> {carWashes.value.title}
                </a>
                <a class="quiet button" href="/business/webhooks">
                  <Webhook aria-hidden="true" /> {webhookWords.value.title}
                </a>
              </div>
            )}
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
                <Plus aria-hidden="true" /> {t.openAnother}
              </button>
            )}
          </>
        )}
      </Shown>
    </Page>
  );
}
