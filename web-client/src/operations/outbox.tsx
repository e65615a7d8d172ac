import { RefreshCw } from 'lucide-preact';
import type { OperationsState } from '../../../contract/operations.js';
import { retryDeadEvents } from '../http/operations.js';
import { operationsWords } from '../texts/operations.js';
import { DeadEvents } from './dead-events.js';
import { Figure } from './figure.js';
import { mayAct } from './role.js';
import { useActing } from './use-acting.js';
import { formatCount, formatDuration } from './words.js';

const slowMs = 10_000;

/** Events whose notifications are not written yet, and those that were given up. */
export function Outbox({ pending, oldestMs, dead }: NonNullable<OperationsState['outbox']>) {
  const { outbox: t, figures: f } = operationsWords.value;
  const acting = useActing();
  const ask = () => {
    acting.ask({
      title: (count) => t.retryDead(count),
      button: (count) => t.retryEvents(count),
      detail: t.retryDetail,
      count: dead,
      send: retryDeadEvents,
    });
  };
  return (
    <>
      <dl class="ops-figures">
        <Figure label={f.pending}>{formatCount(pending)}</Figure>
        <Figure label={f.oldest} level={oldestMs > slowMs ? 'error' : undefined}>
          {pending === 0 ? '–' : formatDuration(oldestMs)}
        </Figure>
        <Figure label={f.dead} level={dead > 0 ? 'error' : undefined}>
          {formatCount(dead)}
        </Figure>
      </dl>
      {acting.shown}
      {dead > 0 && (
        <>
          <DeadEvents key={dead} />
          {mayAct() && (
            <button type="button" class="quiet" onClick={ask}>
              <RefreshCw aria-hidden="true" /> {t.retryDead(dead)}
            </button>
          )}
        </>
      )}
    </>
  );
}
