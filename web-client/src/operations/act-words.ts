import type { OperatorAction } from '../../../contract/api/operations.js';
import type { JobFilter } from '../http/operations.js';
import { actingWords } from '../texts/acting.js';

const longestReason = 300;

/** The reason of what is taken back, as long as a reason may be and without half of a character at its end. */
export const undoneBecause = (reason: string): string =>
  actingWords.value
    .undone(reason)
    .slice(0, longestReason)
    .replace(/[\ud800-\udbff]$/, '');

/** "whose error contains “timeout”, of booking 0198…": empty where nothing is asked for. */
export function sayFilter({ jobName, error, bookingId, event }: JobFilter & { event?: string }): string {
  const t = actingWords.value.filters;
  return [
    jobName && t.jobName(jobName),
    event && t.event(event),
    error && t.error(error),
    bookingId && t.bookingId(bookingId),
  ]
    .filter(Boolean)
    .join(', ');
}

/** What an action touched: "notify", "12 jobs of notify", "3 dead events". */
function objectOf({ action, queue, touched }: OperatorAction): string {
  const t = actingWords.value;
  const name = queue ?? t.aQueue;
  if (action === 'pause' || action === 'resume') return name;
  return action === 'retry-events' ? t.deadEvents(touched) : t.jobsOf(touched, name);
}

/** A queue that was paused already, or not paused at all. */
export const changedNothing = ({ action, touched }: OperatorAction): boolean =>
  (action === 'pause' || action === 'resume') && touched === 0;

/** "Retried 12 jobs of notify", a line of the audit list. */
export function sayAction(action: OperatorAction): string {
  const t = actingWords.value;
  const object = objectOf(action);
  if (action.error !== null) return t.failed(action.action, object);
  if (changedNothing(action)) return t.already(action.action, object);
  return (action.touched === null ? t.doing : t.done)(action.action, object);
}

/** The fields of an action's filter that are known to this page; it comes as it was stored. */
export function filterOf({ filter }: OperatorAction): JobFilter & { event?: string } {
  const known = ['jobName', 'error', 'bookingId', 'event'] as const;
  return Object.fromEntries(
    known.flatMap((name) => {
      const value = filter[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}
