import type { OpenAlert } from '../../../contract/operations.js';
import { queues } from './feed.js';
import { LevelIcon } from './verdict-tag.js';
import { formatDuration, formatSecond } from './words.js';

const newestFirst = (alerts: readonly OpenAlert[]) =>
  alerts.toSorted((a, b) => b.raisedAt.localeCompare(a.raisedAt));

/** The alerts that are open, the newest first. One of a queue leads to it. */
export function AlertList({ alerts, asOf }: { alerts: readonly OpenAlert[]; asOf: string }) {
  const isQueue = (subject: string) => queues.value?.queues?.some(({ name }) => name === subject) === true;
  return (
    <ul class="ops-alerts">
      {newestFirst(alerts).map(({ id, subject, message, raisedAt }) => (
        <li key={id} class="ops-alert level-error">
          <LevelIcon level="error" />
          <div>
            <p class="strong" dir="auto">
              {message}
            </p>
            <p class="hint">
              for {formatDuration(Date.parse(asOf) - Date.parse(raisedAt))}, since{' '}
              <time dateTime={raisedAt}>{formatSecond(raisedAt)}</time>
              {isQueue(subject) && (
                <>
                  {' · '}
                  <a href={`/operations/queues/${subject}`}>Look at {subject}</a>
                </>
              )}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
