import { useEffect, useState } from 'preact/hooks';
import { listJobs, type JobFilter } from '../http/operations.js';
import { operationsWords } from '../texts/operations.js';
import { Choice } from '../ui/form.js';
import { Shown } from '../ui/states.js';
import { useResource } from '../ui/use-resource.js';
import { JobActs } from './job-acts.js';
import { JobFilterForm } from './job-filter-form.js';
import { JobRow } from './job-row.js';
import { mayAct } from './role.js';
import type { Acting } from './use-acting.js';
import { formatCount } from './words.js';

/** Without `paused`: a queue that is paused shows its jobs as waiting too. */
const states = ['failed', 'delayed', 'waiting', 'active'] as const;
type ShownState = (typeof states)[number];

interface Props {
  queue: string;
  ask: Acting['ask'];
  /** Grows with each action, after which the list is read again. */
  changes: number;
}

/** The jobs of a queue by state, and what can be done with those that match a filter. */
export function Jobs({ queue, ask, changes }: Props) {
  const t = operationsWords.value.jobs;
  const [state, setState] = useState<ShownState>('failed');
  const [filter, setFilter] = useState<JobFilter>({});
  return (
    <section class="card ops-section" aria-labelledby="jobs">
      <h2 id="jobs">{t.title}</h2>
      <Choice
        legend={t.state}
        name="state"
        options={states.map((value) => ({ value, label: t.states[value] }))}
        value={state}
        onChange={(value) => {
          setState(states.find((known) => known === value) ?? 'failed');
        }}
      />
      <JobFilterForm filter={filter} onChange={setFilter} />
      <JobList key={JSON.stringify([queue, state, filter])} {...{ queue, state, filter, ask, changes }} />
    </section>
  );
}

interface ListProps extends Props {
  state: ShownState;
  filter: JobFilter;
}

const shownAtMost = 100;

function JobList({ queue, state, filter, ask, changes }: ListProps) {
  const t = operationsWords.value.jobs;
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
    <Shown of={jobs} what={t.loading}>
      {({ items, count, isComplete }) => (
        <>
          <p class="ops-found" role="status">
            {count === 0 ? t.none[state] : t.match(count, state)}
            {count > items.length && t.firstShown(formatCount(items.length))}
            {!isComplete && t.incomplete}
            {count > 0 && '.'}{' '}
            <button type="button" class="link" onClick={jobs.reload}>
              {t.lookAgain}
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
