import type { FieldFault, ProblemDocument } from '../../../contract/api/problem.js';
import { problems } from '../texts/problems.js';

/** The code of an answer that is no problem document, such as a proxy's page. */
export const notOurs = 'unknown';

/** An error response with its problem document. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';

  constructor(
    readonly document: ProblemDocument,
    readonly retryAfterMs: number | undefined,
  ) {
    super(document.detail);
  }

  get status(): number {
    return this.document.status;
  }

  get code(): string {
    return this.document.code;
  }

  /** What is wrong with one field of the request body. */
  fieldFault(path: string): FieldFault | undefined {
    return this.document.errors?.find((fault) => fault.path === path);
  }
}

/** Network error or timeout: whether the server has processed the request is unknown. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';

  constructor(options?: ErrorOptions) {
    super('the server cannot be reached', options);
  }
}

export const isProblem = (error: unknown, code: string): boolean =>
  error instanceof ApiProblem && error.code === code;

/** An error message for users. */
export function sentenceFor(error: unknown): string {
  const t = problems.value;
  if (error instanceof Unreachable) return t.unreachable;
  if (!(error instanceof ApiProblem)) return t.unknown;
  return error.code === notOurs ? t.noAnswer : t.answer(error.document);
}
