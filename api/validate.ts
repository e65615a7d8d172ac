import type { z } from 'zod';
import { notFound, Problem } from '../platform/errors.js';

/**
 * Checks what a caller sent.
 * @throws Problem 400 `invalid_request`, which names every field that is wrong.
 */
export function validate<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Problem(400, 'invalid_request', 'Some fields are missing or wrong.', {
    errors: result.error.issues.map(({ path, message }) => ({ path: path.map(String).join('.'), message })),
  });
}

/** @throws Problem 404, since an address that cannot name anything names nothing. */
export function validatePath<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw notFound();
}
