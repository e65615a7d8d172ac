/** What this process was told to work with refuses it, or is not what it must be. Starting again will not help. */
export class Misconfiguration extends Error {
  constructor(
    what: string,
    readonly problems: string[],
  ) {
    super(`${what}:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'Misconfiguration';
  }
}
