import { removedAccount } from '../../domain/accounts/find-account.js';
import { isDatabaseUnavailable, isMissingUser, isRetryable } from '../../platform/postgres/errors.js';
import { QueuesUnavailable } from '../../platform/redis/queues-unavailable.js';
import { notFound } from '../../domain/errors.js';
import { Problem, problemFor, problemIn, unavailable } from './problem.js';

/** Errors of Express and its body parser by their stable `type`. */
const refusals: Record<string, Problem> = {
  'entity.parse.failed': new Problem(400, 'invalid_json', 'The body is not valid JSON.'),
  'entity.too.large': new Problem(413, 'body_too_large', 'A body may have 64 KB at most.'),
  'charset.unsupported': new Problem(415, 'unsupported_media_type', 'Send JSON in UTF-8.'),
  'encoding.unsupported': new Problem(
    415,
    'unsupported_media_type',
    'This content encoding is not supported.',
  ),
};

const malformed = new Problem(400, 'invalid_request', 'The request is malformed.');

/** What the caller may know of an error. An unexpected one is a bug: 500 `internal`. */
export function problemOf(error: unknown): Problem {
  const known = problemIn(error);
  if (known) return known;
  // Only the caller's own id is inserted without having been read before.
  if (isMissingUser(error)) return problemFor(removedAccount());
  if (isDatabaseUnavailable(error) || isRetryable(error)) return unavailable('The database');
  if (error instanceof QueuesUnavailable) return unavailable('Redis');
  if (error instanceof Error && 'status' in error && Number(error.status) < 500) {
    if (error.status === 404) return problemFor(notFound('address'));
    const type = 'type' in error ? String(error.type) : '';
    return refusals[type] ?? malformed;
  }
  return new Problem(500, 'internal', 'Something went wrong here. The request id helps to find out what.');
}
