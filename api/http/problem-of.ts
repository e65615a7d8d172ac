import { removedAccount } from '../../domain/accounts/find-account.js';
import { isDatabaseUnavailable, isMissingUser, isRetryable } from '../../platform/postgres/errors.js';
import { notFound, Problem, unavailable } from '../../platform/errors.js';

/** Refusals of Express and its body parser. They carry a status, and a `type` that is stable. */
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

/** What the caller may know of an error. Anything that is not understood is a bug of ours: 500 `internal`. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  // The caller alone is written down as somebody whom nothing was read of before.
  if (isMissingUser(error)) return removedAccount();
  if (isDatabaseUnavailable(error) || isRetryable(error)) return unavailable('The database');
  if (error instanceof Error && 'status' in error && Number(error.status) < 500) {
    if (error.status === 404) return notFound('address');
    const type = 'type' in error ? String(error.type) : '';
    return refusals[type] ?? malformed;
  }
  return new Problem(500, 'internal', 'Something went wrong here. The request id helps to find out what.');
}
