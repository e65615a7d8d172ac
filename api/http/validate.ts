import type { z } from 'zod';
import { notFound, Problem, type FieldError } from '../../platform/errors.js';
import { wordingOf } from './validation-messages.js';

/**
 * Checks what a caller sent.
 * @throws Problem 400 `invalid_request`, which names every field that is wrong, and of very many the first.
 */
export function validate<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = result.error.issues.flatMap(fieldErrors);
  const named = errors.slice(0, mostErrors).map(({ path, message }) => ({
    path: shortened(path),
    message: shortened(message),
  }));
  const all = errors.length > mostErrors ? ` The first ${mostErrors} of ${errors.length} are named.` : '';
  throw new Problem(400, 'invalid_request', `Some fields are missing or wrong.${all}`, { errors: named });
}

/** A refusal must not cost more than what is refused: unknown fields come back in it, by the thousand if need be. */
const mostErrors = 50;
const longestText = 200;

const shortened = (text: string) => (text.length > longestText ? `${text.slice(0, longestText)}…` : text);

function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  const pathTo = (...more: PropertyKey[]) => [...issue.path, ...more].map(String).join('.');
  // Each unknown field is an error of its own, so that it can be found by its path.
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: pathTo(key), message: 'is not a field of this call' }));
  }
  return [{ path: pathTo(), message: wordingOf(issue) }];
}

/** @throws Problem 404, since an address that cannot name anything names nothing. */
export function validatePath<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw notFound();
}
