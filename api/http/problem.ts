import { STATUS_CODES } from 'node:http';
import { DomainError, type ErrorFacts } from '../../domain/errors.js';
import { statusOf } from './statuses.js';

/** An error answer, sent as `application/problem+json` (RFC 9457). `code` is stable snake_case. */
export class Problem extends Error {
  readonly title: string;

  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly extra: ErrorFacts = {},
  ) {
    super(`${code}: ${detail}`);
    this.name = 'Problem';
    this.title = STATUS_CODES[status] ?? 'Error';
  }
}

/** Converts an HTTP problem or a domain error. Undefined for anything unexpected. */
export function problemIn(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  return error instanceof DomainError ? problemFor(error) : undefined;
}

export const problemFor = ({ code, detail, extra }: DomainError) =>
  new Problem(statusOf[code], code, detail, extra);

/** A dependency is unavailable. */
export const unavailable = (dependency: string) =>
  new Problem(503, 'dependency_unavailable', `${dependency} does not answer. Try again in a moment.`, {
    retryAfterSeconds: 1,
  });
