import type { OperatorAction } from '../../../contract/api/operations.js';
import { listActions } from '../http/operations.js';
import { operationsWords } from '../texts/operations.js';
import { serverClock } from '../time/clock.js';
import { formatMoment } from '../time/format.js';
import { MoreButton } from '../ui/more-button.js';
import { Page } from '../ui/page.js';
import { Empty, Shown } from '../ui/states.js';
import { usePages } from '../ui/use-pages.js';
import { filterOf, sayAction, sayFilter } from './act-words.js';

/** Who did what, when, and why. */
export function Audit() {
  const t = operationsWords.value.audit;
  const pages = usePages(listActions);
  return (
    <Page title={t.title} below={t.lead}>
      <Shown of={pages} what={t.loading}>
        {({ items, isMore }) => (
          <>
            {items.length === 0 && <Empty title={t.none} />}
            <ol class="ops-audit">
              {items.map((action) => (
                <AuditLine key={action.id} action={action} />
              ))}
            </ol>
            {isMore && <MoreButton more={pages.more} />}
          </>
        )}
      </Shown>
    </Page>
  );
}

function AuditLine({ action }: { action: OperatorAction }) {
  const t = operationsWords.value.audit;
  const { queue, actorId, actorName, reason, at, error } = action;
  const limits = sayFilter(filterOf(action));
  return (
    <li class={`ops-audit-line ${error === null ? '' : 'level-error'}`}>
      <p class="strong">
        {sayAction(action)}
        {limits !== '' && <span class="hint"> {limits}</span>}
      </p>
      <p>
        <q>
          <bdi>{reason}</bdi>
        </q>
      </p>
      {error !== null && <p class="ops-error">{error}</p>}
      <p class="hint">
        <bdi>{actorName ?? (actorId === null ? t.command : t.deletedAccount)}</bdi>,{' '}
        <time dateTime={at}>{formatMoment(at, serverClock.now())}</time>
        {queue !== null && (
          <>
            {' · '}
            <a href={`/operations/queues/${queue}`}>{queue}</a>
          </>
        )}
      </p>
    </li>
  );
}
