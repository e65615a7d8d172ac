import { useId } from 'preact/hooks';
import type { OperatedJob } from '../../../contract/api/operations.js';
import { formatInstant } from '../time/format.js';
import { formatPlural } from './words.js';

interface Props {
  job: OperatedJob;
  isSelected: boolean;
  /** Absent for those who may not act. */
  toggle: ((id: string) => void) | undefined;
}

const saidOf = { delayed: 'due', failed: 'failed' } as const;

/** One job. Its payload holds ids only. */
export function JobRow({ job, isSelected, toggle }: Props) {
  const { id, name, state, attempts, enqueuedAt, at, error, payload } = job;
  const label = useId();
  return (
    <li class="ops-job">
      {toggle && (
        <input
          type="checkbox"
          checked={isSelected}
          aria-labelledby={label}
          onChange={() => {
            toggle(id);
          }}
        />
      )}
      <div class="ops-job-text">
        <p id={label}>
          <span class="strong">{name}</span> <span class="ops-id">{id}</span>
        </p>
        <p class="hint">
          enqueued {formatInstant(enqueuedAt)}
          {at !== null &&
            ` · ${state === 'delayed' || state === 'failed' ? saidOf[state] : 'since'} ${formatInstant(at)}`}
          {` · ${formatPlural(attempts, 'attempt')}`}
        </p>
        {error !== null && <p class="ops-error">{error}</p>}
        <details>
          <summary>Payload</summary>
          <pre class="ops-payload" tabIndex={0} aria-label={`Payload of ${id}`}>
            {JSON.stringify(payload, null, 2)}
          </pre>
        </details>
      </div>
    </li>
  );
}
