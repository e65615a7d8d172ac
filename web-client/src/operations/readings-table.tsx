import type { OperationsSample } from '../../../contract/operations.js';
import { operationsWords } from '../texts/operations.js';
import { formatTime } from '../time/format.js';
import { everyFiveMinutes } from './history.js';
import { formatCount, formatDuration } from './words.js';

/** What the charts show, for those who would rather read it. */
export function ReadingsTable({ queue, samples }: { queue: string; samples: readonly OperationsSample[] }) {
  const t = operationsWords.value.figures;
  return (
    <details class="ops-readings">
      <summary>{t.readingsTable}</summary>
      <div class="ops-scroll" tabIndex={0} role="region" aria-label={t.readings}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t.time}</th>
              <th scope="col">{t.waiting}</th>
              <th scope="col">{t.perMinute}</th>
              <th scope="col">{t.oldest}</th>
              <th scope="col">{t.failed}</th>
            </tr>
          </thead>
          <tbody>
            {everyFiveMinutes(samples).map(({ at, queues }) => {
              const reading = queues[queue];
              return (
                <tr key={at}>
                  <th scope="row">{formatTime(at)}</th>
                  <td>{reading ? formatCount(reading.waiting) : '–'}</td>
                  <td>{reading ? formatCount(Math.round(reading.completedPerMinute)) : '–'}</td>
                  <td>{reading ? formatDuration(reading.oldestWaitingMs) : '–'}</td>
                  <td>{reading ? formatCount(reading.failed) : '–'}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </details>
  );
}
