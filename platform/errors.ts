import { STATUS_CODES } from 'node:http';

export interface FieldError {
  path: string;
  message: string;
}

/** Members that a problem document carries beyond the fixed ones, such as `availableUntil`. */
export type Extensions = Record<string, string | number | null | readonly string[]>;

/**
 * A failure that the caller can understand. Thrown once, where it is known, and turned into
 * `application/problem+json` (RFC 9457) in one place. `code` is stable snake_case.
 */
export class Problem extends Error {
  readonly title: string;

  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly extra: { errors?: FieldError[]; extensions?: Extensions; retryAfterSeconds?: number } = {},
  ) {
    super(`${code}: ${detail}`);
    this.name = 'Problem';
    this.title = STATUS_CODES[status] ?? 'Error';
  }
}

/** What does not exist and what is not the caller's look the same, so that nobody can probe for ids. */
export const notFound = (what = 'resource') => new Problem(404, 'not_found', `There is no such ${what}.`);

export const forbidden = (detail: string) => new Problem(403, 'forbidden', detail);

export const conflict = (code: string, detail: string, extensions?: Extensions) =>
  new Problem(409, code, detail, extensions ? { extensions } : {});

export const unauthenticated = (code: 'unauthenticated' | 'token_expired', detail: string) =>
  new Problem(401, code, detail);

export const unavailable = (dependency: string) =>
  new Problem(503, 'dependency_unavailable', `${dependency} does not answer. Try again in a moment.`, {
    retryAfterSeconds: 1,
  });

/** The message of anything thrown, for logs. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
