/** A problem that the user can fix. The message says what is wrong and what to do. */
export class SetupProblem extends Error {
  constructor(
    problem: string,
    readonly advice: string,
  ) {
    super(problem);
    this.name = 'SetupProblem';
  }
}

/** The code of a system error such as ENOENT, or undefined for anything else. */
export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
