import type { Redis } from 'ioredis';

const answerWithinMs = 200;
const askAgainAfterMs = 1_000;

/** Rejects when Redis hangs. A connection that is frozen takes commands and never answers them. */
async function inTime<Result>(answer: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`Redis did not answer within ${answerWithinMs} ms`));
    }, answerWithinMs);
  });
  return Promise.race([answer, late]).finally(() => {
    clearTimeout(timer);
  });
}

/**
 * Knows whether Redis answers. After the first failure nobody asks it again until it has answered a ping, so that an
 * outage delays a handful of requests once and not every one of them.
 */
export class RedisHealth {
  private away = false;

  constructor(readonly redis: Redis) {}

  get isGood(): boolean {
    return !this.away && this.redis.status === 'ready';
  }

  async ask<Result>(question: Promise<Result>): Promise<Result> {
    try {
      return await inTime(question);
    } catch (error) {
      this.suspend();
      throw error;
    }
  }

  private suspend(): void {
    if (this.away) return;
    this.away = true;
    this.probeLater();
  }

  private probeLater(): void {
    setTimeout(() => {
      inTime(this.redis.ping()).then(
        () => (this.away = false),
        () => {
          this.probeLater();
        },
      );
    }, askAgainAfterMs).unref();
  }
}
