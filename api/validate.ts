import type { z } from 'zod';
import { notFound, Problem, type FieldError } from '../platform/errors.js';
import { wordingOf } from './wording.js';

/**
 * Checks what a caller sent.
 * @throws Problem 400 `invalid_request`, which names every field that is wrong.
 */
export function validate<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Problem(400, 'invalid_request', 'Some fields are missing or wrong.', {
    errors: result.error.issues.flatMap(fieldErrors),
  });
}

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
