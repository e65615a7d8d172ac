import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { operationsWords } from '../texts/operations.js';
import { formatSecond } from '../time/format.js';
import { freshnessOf } from './freshness.js';
import { useNow } from './use-now.js';

interface Props {
  title: string;
  /** When the server read the figures, and by which monotonic time they came. */
  asOf?: string | undefined;
  heardAt?: number | undefined;
  class?: string;
  children: ComponentChildren;
}

/** A part of the page that says of when its figures are, and is grey where they are old. */
export function Section({ title, asOf, heardAt, class: className = '', children }: Props) {
  const id = useId();
  const { isStale } = freshnessOf(heardAt, useNow());
  return (
    <section class={`ops-section ${isStale ? 'stale' : ''} ${className}`} aria-labelledby={id}>
      <div class="ops-section-head">
        <h2 id={id}>{title}</h2>
        {asOf !== undefined && (
          <p class="hint">
            {operationsWords.value.asOf} <time dateTime={asOf}>{formatSecond(asOf)}</time>
          </p>
        )}
      </div>
      {children}
    </section>
  );
}
