import { CircleParking, RefreshCw } from 'lucide-preact';
import type { ComponentChildren } from 'preact';
import { ApiProblem, sentenceFor } from '../http/problem.js';
import { shell } from '../texts/shell.js';
import type { Resource } from './use-resource.js';

export function Loading({ what = shell.value.states.loading }: { what?: string }) {
  return (
    <div class="loading" role="status">
      <span class="visually-hidden">{what}…</span>
      <div class="skeleton" />
      <div class="skeleton" />
      <div class="skeleton" />
    </div>
  );
}

export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <CircleParking aria-hidden="true" />
      <p class="strong">{title}</p>
      {children}
    </div>
  );
}

/** An error, and what to do about it. What does not exist will not by trying again. */
export function Failure({ error, retry }: { error: unknown; retry: () => void }) {
  const isGone = error instanceof ApiProblem && error.status === 404;
  return (
    <div class="failure" role="alert">
      <p>{sentenceFor(error)}</p>
      {isGone ? (
        <a href="/">{shell.value.states.toStart}</a>
      ) : (
        <button type="button" class="quiet" onClick={retry}>
          <RefreshCw aria-hidden="true" /> {shell.value.states.tryAgain}
        </button>
      )}
    </div>
  );
}

interface ShownProps<Data> {
  of: Resource<Data>;
  what?: string;
  children: (data: Data) => ComponentChildren;
}

/** Renders a resource by its state. Stale data stays on the page when a reload fails. */
export function Shown<Data>({ of: { data, error, reload }, what, children }: ShownProps<Data>) {
  const failure = error !== undefined && <Failure error={error} retry={reload} />;
  if (data === undefined) return failure || <Loading {...(what === undefined ? {} : { what })} />;
  return (
    <>
      {failure}
      {children(data)}
    </>
  );
}
