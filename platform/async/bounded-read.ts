import { withTimeout } from './with-timeout.js';

/**
 * A repeated read that never overlaps itself: while one hangs, later calls wait for that one instead of adding to the load.
 */
export class BoundedRead<Result> {
  private running: Promise<Result> | undefined;

  constructor(
    private readonly ask: () => Promise<Result>,
    private readonly withinMs: number,
    private readonly who = 'A dependency',
  ) {}

  /** @throws when it fails or takes too long. */
  readOrThrow(): Promise<Result> {
    this.running ??= this.ask().finally(() => (this.running = undefined));
    return withTimeout(this.running, this.withinMs, this.who);
  }

  /** Null when it fails or takes too long. */
  read(): Promise<Result | null> {
    return this.readOrThrow().catch(() => null);
  }
}
