import { Problem } from '../errors.js';

interface Bounds {
  /** How many pieces of work run at once. */
  width: number;
  /** How many may wait for their turn. */
  longestQueue: number;
}

/**
 * Lets heavy work run a few pieces at a time, in the order in which it came. Without it a burst of requests would run all at
 * once, and take memory and threads from everything else that the process does.
 */
export class BoundedQueue {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private lastTookMs = 0;

  constructor(private readonly bounds: Bounds) {}

  /** @throws Problem 429 `too_busy` when too many wait already; `work` was not begun then. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.turn();
    const startedAt = performance.now();
    try {
      return await work();
    } finally {
      this.lastTookMs = performance.now() - startedAt;
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }

  /** A turn is handed from one to the next, so nobody who comes between the two can take it. */
  private async turn(): Promise<void> {
    const { width, longestQueue } = this.bounds;
    if (this.running < width) {
      this.running += 1;
      return;
    }
    if (this.waiting.length >= longestQueue) throw this.tooBusy();
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private tooBusy(): Problem {
    const queueMs = (this.waiting.length / this.bounds.width) * this.lastTookMs;
    return new Problem(429, 'too_busy', 'Too many people are signing in at this moment. Try again soon.', {
      retryAfterSeconds: Math.max(1, Math.ceil(queueMs / 1_000)),
    });
  }
}
