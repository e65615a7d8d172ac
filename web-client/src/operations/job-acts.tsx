import { FastForward, RefreshCw, X, type LucideIcon } from 'lucide-preact';
import type { JobState } from '../../../contract/api/operations.js';
import { actOnJobs, type JobAct, type JobFilter } from '../http/operations.js';
import { actingWords } from '../texts/acting.js';
import { operationsWords } from '../texts/operations.js';
import { sayFilter } from './act-words.js';
import type { Acting } from './use-acting.js';
import { formatCount } from './words.js';

interface Props {
  queue: string;
  state: JobState;
  filter: JobFilter;
  /** Of all that match. */
  count: number;
  selected: ReadonlySet<string>;
  clear: () => void;
  ask: Acting['ask'];
}

const icons: Record<JobAct, LucideIcon> = { retry: RefreshCw, discard: X, promote: FastForward };

/** What the server does with all that match. Jobs of other states it takes one by one only, by their ids. */
const forAll: Partial<Record<JobState, JobAct[]>> = { failed: ['retry', 'discard'], delayed: ['promote'] };
const forSelected: Partial<Record<JobState, JobAct[]>> = {
  failed: ['retry', 'discard'],
  delayed: ['promote', 'discard'],
  waiting: ['discard'],
};

/** Acts on the jobs that are selected, or on all that match where none is. */
export function JobActs({ queue, state, filter, count, selected, clear, ask }: Props) {
  const t = operationsWords.value.jobs;
  const isAll = selected.size === 0;
  const touched = isAll ? count : selected.size;
  const acts = (isAll ? forAll : forSelected)[state] ?? [];
  const start = (act: JobAct) => {
    const limits = sayFilter(filter);
    ask({
      title: (many) => actingWords.value.askInFull(act, many, state, queue),
      button: (many) => actingWords.value.ask(act, many),
      detail: isAll ? (limits === '' ? t.allOfThem : t.those(limits)) : t.selected,
      count: touched,
      isDangerous: act === 'discard',
      send: (body, key) =>
        actOnJobs(queue, act)(isAll ? { ...body, ...filter } : { ...body, ids: [...selected] }, key),
    });
  };
  return (
    <div class="ops-acts">
      {acts.map((act) => {
        const Icon = icons[act];
        return (
          <button
            key={act}
            type="button"
            class="quiet"
            onClick={() => {
              start(act);
            }}
          >
            <Icon aria-hidden="true" /> {actingWords.value.ask(act, touched)}
          </button>
        );
      })}
      {isAll ? (
        <p class="hint">{t.selectHint}</p>
      ) : (
        <button type="button" class="link" onClick={clear}>
          {t.allInstead(formatCount(count))}
        </button>
      )}
    </div>
  );
}
