import type { ProblemDocument } from '../../../contract/api/problem.js';

/** The server said no, and why. */
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

  /** What is wrong with one field of the body that was sent. */
  fieldError(path: string): string | undefined {
    return this.document.errors?.find((error) => error.path === path)?.message;
  }
}

/** No answer came, so nobody knows whether the server heard the request. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';

  constructor(options?: ErrorOptions) {
    super('ParkMate cannot be reached. Check your connection.', options);
  }
}

export const isProblem = (error: unknown, code: string): boolean =>
  error instanceof ApiProblem && error.code === code;

/** A sentence for people. */
export const sentenceFor = (error: unknown): string =>
  error instanceof ApiProblem || error instanceof Unreachable ? error.message : 'Something went wrong here.';
