import { useEffect, useState } from 'preact/hooks';
import type { JobState } from '../../../contract/api/operations.js';
import { listJobs, type JobFilter } from '../http/operations.js';
import { Choice } from '../ui/form.js';
import { Shown } from '../ui/states.js';
import { useResource } from '../ui/use-resource.js';
import { JobActs } from './job-acts.js';
import { JobFilterForm } from './job-filter-form.js';
import { JobRow } from './job-row.js';
import { mayAct } from './role.js';
import type { Acting } from './use-acting.js';
import { formatCount, formatPlural } from './words.js';

/** Without `paused`: a queue that is paused shows its jobs as waiting too. */
const states: { value: JobState; label: string }[] = [
  { value: 'failed', label: 'Failed' },
  { value: 'delayed', label: 'Delayed' },
  { value: 'waiting', label: 'Waiting' },
  { value: 'active', label: 'Active' },
];

interface Props {
  queue: string;
  ask: Acting['ask'];
  /** Grows with each action, after which the list is read again. */
  changes: number;
}

/** The jobs of a queue by state, and what can be done with those that match a filter. */
export function Jobs({ queue, ask, changes }: Props) {
  const [state, setState] = useState<JobState>('failed');
  const [filter, setFilter] = useState<JobFilter>({});
  return (
    <section class="card ops-section" aria-labelledby="jobs">
      <h2 id="jobs">Jobs</h2>
      <Choice
        legend="State"
        name="state"
        options={states}
        value={state}
        onChange={(value) => {
          setState(states.find((known) => known.value === value)?.value ?? 'failed');
        }}
      />
      <JobFilterForm filter={filter} onChange={setFilter} />
      <JobList key={JSON.stringify([queue, state, filter])} {...{ queue, state, filter, ask, changes }} />
    </section>
  );
}

interface ListProps extends Props {
  state: JobState;
  filter: JobFilter;
}

const shownAtMost = 100;

function JobList({ queue, state, filter, ask, changes }: ListProps) {
  const jobs = useResource((signal) => listJobs(queue, { ...filter, state, limit: shownAtMost }, signal));
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    if (changes === 0) return;
    setSelected(new Set());
    jobs.reload();
  }, [changes]);
  const toggle = (id: string) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    setSelected(next);
  };
  return (
    <Shown of={jobs} what="Loading jobs">
      {({ items, count, isComplete }) => (
        <>
          <p class="ops-found" role="status">
            {count === 0
              ? `No ${state} jobs match.`
              : `${formatPlural(count, `${state} job`)} match${count === 1 ? 'es' : ''}`}
            {count > items.length && `, the first ${formatCount(items.length)} are shown`}
            {!isComplete && '. There are more than could be looked at'}
            {count > 0 && '.'}{' '}
            <button type="button" class="link" onClick={jobs.reload}>
              Look again
            </button>
          </p>
          {mayAct() && count > 0 && (
            <JobActs
              {...{ queue, state, filter, count, ask, selected }}
              clear={() => {
                setSelected(new Set());
              }}
            />
          )}
          <ul class="ops-jobs">
            {items.map((job) => (
              <JobRow
                key={job.id}
                job={job}
                isSelected={selected.has(job.id)}
                toggle={mayAct() ? toggle : undefined}
              />
            ))}
          </ul>
        </>
      )}
    </Shown>
  );
}
