import { useState } from 'preact/hooks';
import type { ListedBroadcast } from '../../../contract/api/broadcasts.js';
import { listBroadcasts } from '../http/admin.js';
import { formatInstant } from '../time/format.js';
import { admin } from '../texts/admin.js';
import { MoreButton } from '../ui/more-button.js';
import { Page } from '../ui/page.js';
import { Shown } from '../ui/states.js';
import { TypeIcon } from '../ui/type-icon.js';
import { useEvery } from '../ui/use-every.js';
import { usePages } from '../ui/use-pages.js';
import { BroadcastForm } from './broadcast-form.js';

const lookEveryMs = 1_000;

/** What everybody, all drivers or all owners are told, and how far it has come. */
export function Broadcasts() {
  const pages = usePages(listBroadcasts);
  const t = admin.value.broadcasts;
  const [sent, setSent] = useState(0);
  const isRunning = pages.data?.items.some(({ finishedAt }) => finishedAt === null) ?? false;
  return (
    <Page title={t.title} below={t.lead}>
      {isRunning && <Watch look={pages.refresh} />}
      <BroadcastForm
        key={sent}
        done={() => {
          setSent((count) => count + 1);
          pages.refresh();
        }}
      />
      <section>
        <h2>{t.sent}</h2>
        <Shown of={pages} what={t.loading}>
          {({ items, isMore }) => (
            <>
              {items.length === 0 && <p class="hint">{t.none}</p>}
              <ul class="cards">
                {items.map((broadcast) => (
                  <Sent key={broadcast.id} broadcast={broadcast} />
                ))}
              </ul>
              {isMore && <MoreButton more={pages.more} />}
            </>
          )}
        </Shown>
      </section>
    </Page>
  );
}

/** While people are being told: of this nobody is sent a message. */
function Watch({ look }: { look: () => void }) {
  useEvery(lookEveryMs, look);
  return null;
}

function Sent({ broadcast }: { broadcast: ListedBroadcast }) {
  const { title, message, type, audience, recipients, told, createdAt, finishedAt } = broadcast;
  const t = admin.value.broadcasts;
  return (
    <li class="card admin-sent">
      <TypeIcon type={type} />
      <div class="card-text">
        <p class="strong" dir="auto">
          {title}
        </p>
        <p dir="auto">{message}</p>
        <p class="hint">
          {t.audiences[audience]} · <time dateTime={createdAt}>{formatInstant(createdAt)}</time>
        </p>
        {finishedAt === null ? (
          <>
            <progress
              class="admin-progress"
              max={Math.max(recipients, 1)}
              value={told}
              aria-label={t.progressOf(title)}
            />
            <p class="hint" role="status">
              {t.progress(told, recipients)}
            </p>
          </>
        ) : (
          <p class="hint" role="status">
            {t.told(recipients)}
          </p>
        )}
      </div>
    </li>
  );
}
