import type { JobState, OperatedJob } from '../../../contract/api/operations.js';
import type { FoundJob } from '../../../platform/redis/find-jobs.js';
import { showError } from '../show-error.js';

/** Fields of payloads that hold ids and names of the program, and nothing of people. A new one is added here to be seen. */
const shownFields = new Set(['eventIds', 'relayed', 'reason']);

/** What those fields look like, so that not even a wrong payload shows more. */
const shownText = /^[\w-]{1,64}$/;

const shownAtMost = 500;
const hidden = '(hidden)';

const showValue = (value: unknown): unknown => {
  if (typeof value === 'string') return shownText.test(value) ? value : hidden;
  return typeof value === 'number' || typeof value === 'boolean' || value === null ? value : hidden;
};

/** A payload without whatever is not known to be free of personal details. */
export function showPayload(payload: unknown): Record<string, unknown> {
  if (typeof payload !== 'object' || payload === null) return {};
  return Object.fromEntries(
    Object.entries(payload).map(([field, value]: [string, unknown]) => {
      if (!shownFields.has(field)) return [field, hidden];
      return [field, Array.isArray(value) ? value.slice(0, shownAtMost).map(showValue) : showValue(value)];
    }),
  );
}

/** @param state as it was asked for: the waiting jobs of a paused queue are `paused` too. */
export const showJob = (job: FoundJob, state: JobState): OperatedJob => ({
  id: job.id,
  name: job.name,
  state,
  attempts: job.attempts,
  enqueuedAt: job.enqueuedAt.toISOString(),
  at: job.at?.toISOString() ?? null,
  error: showError(job.error),
  payload: showPayload(job.payload),
});
