import type { FieldFault, ProblemDocument } from '../../../contract/api/problem.js';

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
    super('ParkMate cannot be reached. Check your connection.', options);
  }
}

export const isProblem = (error: unknown, code: string): boolean =>
  error instanceof ApiProblem && error.code === code;

/** An error message for users. */
export const sentenceFor = (error: unknown): string =>
  error instanceof ApiProblem || error instanceof Unreachable ? error.message : 'Something went wrong here.';
