import type { JobState, OperatorAction, OperatorActionKind } from '../../../contract/api/operations.js';
import type { JobAct, JobFilter } from '../http/operations.js';
import { formatCount, formatPlural } from './words.js';

const verbs: Record<OperatorActionKind, { now: string; done: string; doing: string }> = {
  pause: { now: 'Pause', done: 'Paused', doing: 'Pausing' },
  resume: { now: 'Resume', done: 'Resumed', doing: 'Resuming' },
  retry: { now: 'Retry', done: 'Retried', doing: 'Retrying' },
  discard: { now: 'Discard', done: 'Discarded', doing: 'Discarding' },
  promote: { now: 'Promote', done: 'Promoted', doing: 'Promoting' },
  'retry-events': { now: 'Retry', done: 'Retried', doing: 'Retrying' },
};

const longestReason = 300;

/** The reason of what is taken back, as long as a reason may be and without half of a character at its end. */
export const undoneBecause = (reason: string): string =>
  `Undone: ${reason}`.slice(0, longestReason).replace(/[\ud800-\udbff]$/, '');

/** "Retry 12 jobs": what a button does. */
export const askFor = (act: JobAct, count: number): string =>
  `${verbs[act].now} ${formatPlural(count, 'job')}`;

/** "Retry 12 failed jobs of notify": the title of a dialog. */
export const askInFull = (act: JobAct, count: number, state: JobState, queue: string): string =>
  `${verbs[act].now} ${formatCount(count)} ${state} job${count === 1 ? '' : 's'} of ${queue}`;

/** "whose error contains “timeout”, of booking 0198…": empty where nothing is asked for. */
export function sayFilter({ jobName, error, bookingId, event }: JobFilter & { event?: string }): string {
  return [
    jobName && `named “${jobName}”`,
    event && `of the event “${event}”`,
    error && `whose error contains “${error}”`,
    bookingId && `of booking ${bookingId}`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** What an action touched: "notify", "12 jobs of notify", "3 dead events". */
function objectOf({ action, queue, touched }: OperatorAction): string {
  const name = queue ?? 'a queue';
  if (action === 'pause' || action === 'resume') return name;
  if (action === 'retry-events')
    return touched === null ? 'dead events' : formatPlural(touched, 'dead event');
  return `${touched === null ? 'jobs' : formatPlural(touched, 'job')} of ${name}`;
}

/** A queue that was paused already, or not paused at all. */
export const changedNothing = ({ action, touched }: OperatorAction): boolean =>
  (action === 'pause' || action === 'resume') && touched === 0;

/** "Retried 12 jobs of notify", a line of the audit list. */
export function sayAction(action: OperatorAction): string {
  const { now, done, doing } = verbs[action.action];
  const object = objectOf(action);
  if (action.error !== null) return `Failed to ${now.toLowerCase()} ${object}`;
  if (changedNothing(action)) return `${object} was ${done.toLowerCase()} already`;
  return `${action.touched === null ? doing : done} ${object}`;
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
