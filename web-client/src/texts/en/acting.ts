import type { JobState, OperatorActionKind } from '../../../../contract/api/operations.js';
import type { JobFilter } from '../../http/operations.js';
import { counting } from '../plural.js';

const count = counting('en-GB');
const jobs = (many: number, state = '') => count(many, { one: `${state}job`, other: `${state}jobs` });

const verbs: Record<OperatorActionKind, { now: string; done: string; doing: string }> = {
  pause: { now: 'Pause', done: 'Paused', doing: 'Pausing' },
  resume: { now: 'Resume', done: 'Resumed', doing: 'Resuming' },
  retry: { now: 'Retry', done: 'Retried', doing: 'Retrying' },
  discard: { now: 'Discard', done: 'Discarded', doing: 'Discarding' },
  promote: { now: 'Promote', done: 'Promoted', doing: 'Promoting' },
  'retry-events': { now: 'Retry', done: 'Retried', doing: 'Retrying' },
};

/** What operators do, before and after. */
export const actingTexts = {
  undone: (reason: string) => `Undone: ${reason}`,
  /** What a button does: "Retry 12 jobs". */
  ask: (kind: OperatorActionKind, many: number) => `${verbs[kind].now} ${jobs(many)}`,
  /** The title of a dialog: "Retry 12 failed jobs of notify". */
  askInFull: (kind: OperatorActionKind, many: number, state: JobState, queue: string) =>
    `${verbs[kind].now} ${jobs(many, `${state} `)} of ${queue}`,
  filters: {
    jobName: (name: string) => `named “${name}”`,
    event: (name: string) => `of the event “${name}”`,
    error: (text: string) => `whose error contains “${text}”`,
    bookingId: (id: string) => `of booking ${id}`,
  } satisfies Record<keyof JobFilter | 'event', (value: string) => string>,
  aQueue: 'a queue',
  /** `many`: null while it is not known. */
  deadEvents: (many: number | null) =>
    many === null ? 'dead events' : count(many, { one: 'dead event', other: 'dead events' }),
  jobsOf: (many: number | null, queue: string) => `${many === null ? 'jobs' : jobs(many)} of ${queue}`,
  done: (kind: OperatorActionKind, object: string) => `${verbs[kind].done} ${object}`,
  doing: (kind: OperatorActionKind, object: string) => `${verbs[kind].doing} ${object}`,
  failed: (kind: OperatorActionKind, object: string) =>
    `Failed to ${verbs[kind].now.toLowerCase()} ${object}`,
  already: (kind: OperatorActionKind, object: string) =>
    `${object} was ${verbs[kind].done.toLowerCase()} already`,
};
export type ActingTexts = typeof actingTexts;
