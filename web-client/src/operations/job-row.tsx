import { useId } from 'preact/hooks';
import type { OperatedJob } from '../../../contract/api/operations.js';
import { operationsWords } from '../texts/operations.js';
import { formatInstant } from '../time/format.js';

interface Props {
  job: OperatedJob;
  isSelected: boolean;
  /** Absent for those who may not act. */
  toggle: ((id: string) => void) | undefined;
}

/** One job. Its payload holds ids only. */
export function JobRow({ job, isSelected, toggle }: Props) {
  const { id, name, state, attempts, enqueuedAt, at, error, payload } = job;
  const t = operationsWords.value.jobs;
  const said = state === 'delayed' ? t.due : state === 'failed' ? t.failedAt : t.since;
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
          {t.enqueued(formatInstant(enqueuedAt))}
          {at !== null && ` · ${said(formatInstant(at))}`}
          {` · ${t.attempts(attempts)}`}
        </p>
        {error !== null && <p class="ops-error">{error}</p>}
        <details>
          <summary>{t.payload}</summary>
          <pre class="ops-payload" tabIndex={0} aria-label={t.payloadOf(id)}>
            {JSON.stringify(payload, null, 2)}
          </pre>
        </details>
      </div>
    </li>
  );
}
