import { withTimeout } from './with-timeout.js';

/**
 * A repeated read that never overlaps itself: while one hangs, later calls wait for that one instead of adding to the load.
 */
export class BoundedRead<Result> {
  private running: Promise<Result> | undefined;

  constructor(
    private readonly ask: () => Promise<Result>,
    private readonly withinMs: number,
  ) {}

  /** Null when it fails or takes too long. */
  read(): Promise<Result | null> {
    this.running ??= this.ask().finally(() => (this.running = undefined));
    return withTimeout(this.running, this.withinMs, 'A read').catch(() => null);
  }
}
