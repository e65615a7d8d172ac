import type { Logger } from './logger.js';

const minuteMs = 60_000;

/**
 * Throttles errors that may occur thousands of times a second: the first is logged at once, later ones as one line a minute with
 * their count and the latest details.
 */
export class ThrottledLog {
  private readonly kept = new Map<string, { times: number; latest: object }>();

  constructor(
    private readonly log: Pick<Logger, 'error'>,
    private readonly everyMs = minuteMs,
  ) {}

  error = ((message: string, details: object = {}) => {
    const kept = this.kept.get(message);
    if (kept) {
      kept.times += 1;
      kept.latest = details;
      return;
    }
    this.log.error(message, details);
    this.wait(message);
  }) as Logger['error'];

  private wait(message: string): void {
    this.kept.set(message, { times: 0, latest: {} });
    setTimeout(() => {
      const { times = 0, latest } = this.kept.get(message) ?? {};
      this.kept.delete(message);
      if (times === 0) return;
      this.log.error(message, { times, ...latest });
      this.wait(message);
    }, this.everyMs).unref();
  }
}
