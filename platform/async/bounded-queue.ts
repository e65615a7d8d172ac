/** The queue is full; the work was not started. */
export class QueueFull extends Error {
  /** @param retryAfterSeconds an estimate from the duration of the last work. */
  constructor(readonly retryAfterSeconds: number) {
    super('the queue is full');
    this.name = 'QueueFull';
  }
}

interface Bounds {
  /** Concurrency. */
  width: number;
  /** Maximum queue length. */
  longestQueue: number;
}

/**
 * Bounded concurrency with a bounded FIFO queue for expensive work. Without it a burst of requests would run all at once and
 * starve the process of memory and threads.
 */
export class BoundedQueue {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private lastTookMs = 0;

  constructor(private readonly bounds: Bounds) {}

  /** @throws QueueFull */
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

  /** A finished task hands its slot to the next waiter directly, so that a newcomer cannot overtake the queue. */
  private async turn(): Promise<void> {
    const { width, longestQueue } = this.bounds;
    if (this.running < width) {
      this.running += 1;
      return;
    }
    if (this.waiting.length >= longestQueue) throw this.full();
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private full(): QueueFull {
    const queueMs = (this.waiting.length / this.bounds.width) * this.lastTookMs;
    return new QueueFull(Math.max(1, Math.ceil(queueMs / 1_000)));
  }
}
