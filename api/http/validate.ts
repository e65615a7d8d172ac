import type { z } from 'zod';
import { DomainError, notFound, type FieldError } from '../../domain/errors.js';
import { wordingOf } from './validation-messages.js';

/**
 * Validates input.
 * @throws DomainError `invalid_request`, listing the invalid fields (the first fifty).
 */
export function validate<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = result.error.issues.flatMap(fieldErrors);
  const named = errors.slice(0, mostErrors).map(({ path, message, ...bounds }) => ({
    ...bounds,
    path: shortened(path),
    message: shortened(message),
  }));
  const all = errors.length > mostErrors ? ` The first ${mostErrors} of ${errors.length} are named.` : '';
  throw new DomainError('invalid_request', `Some fields are missing or wrong.${all}`, { errors: named });
}

/** Bounds the size of a refusal: each unknown field is listed in it, and a body may have thousands. */
const mostErrors = 50;
const longestText = 200;

const shortened = (text: string) => (text.length > longestText ? `${text.slice(0, longestText)}…` : text);

function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const pathTo = (...more: PropertyKey[]) => [...issue.path, ...more].map(String).join('.');
  // One error per unknown field, each with its path.
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: pathTo(key), message: 'is not a field of this call' }));
  }
  return [{ path: pathTo(), message: wordingOf(issue), ...boundsOf(issue) }];
}

function boundsOf(issue: z.core.$ZodIssue): Pick<FieldError, 'atLeast' | 'atMost'> {
  if (issue.code === 'too_small') return { atLeast: Number(issue.minimum) };
  if (issue.code === 'too_big') return { atMost: Number(issue.maximum) };
  return {};
}

/** @throws DomainError `not_found`: a malformed id names nothing. */
export function validatePath<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw notFound();
}
