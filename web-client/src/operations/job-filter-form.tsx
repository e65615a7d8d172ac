import { useRef } from 'preact/hooks';
import type { JobFilter } from '../http/operations.js';
import { operationsWords } from '../texts/operations.js';
import { Field, textOf } from '../ui/form.js';

interface Props {
  filter: JobFilter;
  onChange: (filter: JobFilter) => void;
}

const names = ['jobName', 'error', 'bookingId'] as const;

/** Narrows the list, when it is submitted. */
export function JobFilterForm({ filter, onChange }: Props) {
  const t = operationsWords.value.jobs;
  const form = useRef<HTMLFormElement>(null);
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <form
      ref={form}
      class="ops-filter"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        const given = names
          .map((name) => [name, textOf(data, name).trim()])
          .filter(([, value]) => value !== '');
        onChange(Object.fromEntries(given) as JobFilter);
      }}
    >
      {names.map((name) => (
        <Field key={name} label={t.filters[name]} name={name} autoComplete="off" error={undefined} />
      ))}
      <button type="submit" class="quiet">
        {t.filter}
      </button>
      {isFiltered && (
        <button
          type="button"
          class="link"
          onClick={() => {
            form.current?.reset();
            onChange({});
          }}
        >
          {t.showAll}
        </button>
      )}
    </form>
  );
}
