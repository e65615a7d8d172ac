import type { OperatorAction } from '../../../contract/api/operations.js';
import { listActions } from '../http/operations.js';
import { serverClock } from '../time/clock.js';
import { formatMoment } from '../time/format.js';
import { MoreButton } from '../ui/more-button.js';
import { Page } from '../ui/page.js';
import { Empty, Shown } from '../ui/states.js';
import { usePages } from '../ui/use-pages.js';
import { filterOf, sayAction, sayFilter } from './act-words.js';

/** Who did what, when, and why. */
export function Audit() {
  const pages = usePages(listActions);
  return (
    <Page title="Audit" below="What operators did, newest first.">
      <Shown of={pages} what="Loading the audit list">
        {({ items, isMore }) => (
          <>
            {items.length === 0 && <Empty title="Nobody has done anything yet" />}
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
        <bdi>{actorName ?? (actorId === null ? 'A command on the server' : 'A deleted account')}</bdi>,{' '}
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
