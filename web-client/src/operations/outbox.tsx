import { RefreshCw } from 'lucide-preact';
import type { OperationsState } from '../../../contract/operations.js';
import { retryDeadEvents } from '../http/operations.js';
import { DeadEvents } from './dead-events.js';
import { Figure } from './figure.js';
import { mayAct } from './role.js';
import { useActing } from './use-acting.js';
import { formatCount, formatDuration, formatPlural } from './words.js';

const slowMs = 10_000;

/** Events whose notifications are not written yet, and those that were given up. */
export function Outbox({ pending, oldestMs, dead }: NonNullable<OperationsState['outbox']>) {
  const acting = useActing();
  const ask = () => {
    acting.ask({
      title: (count) => `Retry ${formatPlural(count, 'dead event')}`,
      button: (count) => `Retry ${formatPlural(count, 'event')}`,
      detail: 'Those whom they concern are notified late, unless it is no longer true.',
      count: dead,
      send: retryDeadEvents,
    });
  };
  return (
    <>
      <dl class="ops-figures">
        <Figure label="Pending">{formatCount(pending)}</Figure>
        <Figure label="Oldest" level={oldestMs > slowMs ? 'error' : undefined}>
          {pending === 0 ? '–' : formatDuration(oldestMs)}
        </Figure>
        <Figure label="Dead" level={dead > 0 ? 'error' : undefined}>
          {formatCount(dead)}
        </Figure>
      </dl>
      {acting.shown}
      {dead > 0 && (
        <>
          <DeadEvents key={dead} />
          {mayAct() && (
            <button type="button" class="quiet" onClick={ask}>
              <RefreshCw aria-hidden="true" /> Retry {formatPlural(dead, 'dead event')}
            </button>
          )}
        </>
      )}
    </>
  );
}
