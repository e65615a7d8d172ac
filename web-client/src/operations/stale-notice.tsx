import { WifiOff } from 'lucide-preact';
import { operationsWords } from '../texts/operations.js';
import { formatSecond } from '../time/format.js';
import { connectionState, queues, queuesHeardAt } from './feed.js';
import { freshnessOf } from './freshness.js';
import { useNow } from './use-now.js';
import { formatDuration } from './words.js';

/** Says that the figures are old. Screen readers hear that once, and not every second. */
export function StaleNotice() {
  const { isStale, ageMs } = freshnessOf(queuesHeardAt.value, useNow());
  const t = operationsWords.value.stale;
  const isRefused = connectionState.value === 'refused';
  const asOf = queues.value?.asOf;
  return (
    <div role="status" class="ops-stale-notice">
      {isRefused ? (
        <p>
          <WifiOff aria-hidden="true" /> {t.closed}
        </p>
      ) : (
        isStale && (
          <p>
            <WifiOff aria-hidden="true" />
            <span>
              {t.lost}
              <span aria-hidden="true">
                {' '}
                {operationsWords.value.ago(formatDuration(Math.floor(ageMs / 1_000) * 1_000))}
              </span>
              .{asOf !== undefined && t.seenAt(formatSecond(asOf))}
            </span>
          </p>
        )
      )}
    </div>
  );
}
