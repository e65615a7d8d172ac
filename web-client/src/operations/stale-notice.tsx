import { WifiOff } from 'lucide-preact';
import { formatSecond } from '../time/format.js';
import { connectionState, queues, queuesHeardAt } from './feed.js';
import { freshnessOf } from './freshness.js';
import { useNow } from './use-now.js';
import { formatDuration } from './words.js';

/** Says that the figures are old. Screen readers hear that once, and not every second. */
export function StaleNotice() {
  const { isStale, ageMs } = freshnessOf(queuesHeardAt.value, useNow());
  const isRefused = connectionState.value === 'refused';
  const asOf = queues.value?.asOf;
  return (
    <div role="status" class="ops-stale-notice">
      {isRefused ? (
        <p>
          <WifiOff aria-hidden="true" /> Live figures are closed to this account.
        </p>
      ) : (
        isStale && (
          <p>
            <WifiOff aria-hidden="true" />
            <span>
              Lost contact
              <span aria-hidden="true"> {formatDuration(Math.floor(ageMs / 1_000) * 1_000)} ago</span>.
              {asOf !== undefined && ` What you see is of ${formatSecond(asOf)}.`}
            </span>
          </p>
        )
      )}
    </div>
  );
}
