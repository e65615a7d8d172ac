import type { Logger } from './logger.js';

const minuteMs = 60_000;

type Level = 'error' | 'warn';

interface Kept {
  times: number;
  latest: object;
}

/**
 * Throttles lines that may occur thousands of times a second: the first is logged at once, later ones as one line a minute with
 * their count and the latest details.
 */
export class ThrottledLog {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly log: Pick<Logger, Level>,
    private readonly everyMs = minuteMs,
  ) {}

  error = ((message: string, details: object = {}) => {
    this.say('error', message, details);
  }) as Logger['error'];

  warn = ((message: string, details: object = {}) => {
    this.say('warn', message, details);
  }) as Logger['warn'];

  private say(level: Level, message: string, details: object): void {
    const kept = this.kept.get(message);
    if (kept) {
      kept.times += 1;
      kept.latest = details;
      return;
    }
    this.log[level](message, details);
    this.wait(level, message);
  }

  private wait(level: Level, message: string): void {
    this.kept.set(message, { times: 0, latest: {} });
    setTimeout(() => {
      const { times = 0, latest } = this.kept.get(message) ?? {};
      this.kept.delete(message);
      if (times === 0) return;
      this.log[level](message, { times, ...latest });
      this.wait(level, message);
    }, this.everyMs).unref();
  }
}
