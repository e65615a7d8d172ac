import type { OperationsSample } from '../../../contract/operations.js';
import { formatTime } from '../time/format.js';
import { everyFiveMinutes } from './history.js';
import { formatCount, formatDuration } from './words.js';

/** What the charts show, for those who would rather read it. */
export function ReadingsTable({ queue, samples }: { queue: string; samples: readonly OperationsSample[] }) {
  return (
    <details class="ops-readings">
      <summary>Readings as a table</summary>
      <div class="ops-scroll" tabIndex={0} role="region" aria-label="Readings">
        <table>
          <thead>
            <tr>
              <th scope="col">Time</th>
              <th scope="col">Waiting</th>
              <th scope="col">Per minute</th>
              <th scope="col">Oldest</th>
              <th scope="col">Failed</th>
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
