import type { Redis } from 'ioredis';
import { withTimeout } from '../../platform/async/with-timeout.js';

/** A connection that is frozen takes commands and never answers them. */
const answerWithinMs = 200;
const askAgainAfterMs = 1_000;

/**
 * Knows whether Redis answers. After the first failure nobody waits for it again until it has answered a ping, so that
 * an outage delays a handful of requests once and not every one of them. It is pinged when somebody wants to know, at
 * most once a second: a timer of its own would go on for ever for a connection that is never to come back.
 */
export class RedisHealth {
  private askedInVainAt: number | undefined;

  constructor(readonly redis: Redis) {}

  get isGood(): boolean {
    if (this.askedInVainAt !== undefined) this.probe(this.askedInVainAt);
    return this.askedInVainAt === undefined && this.redis.status === 'ready';
  }

  async ask<Result>(question: Promise<Result>): Promise<Result> {
    try {
      return await withTimeout(question, answerWithinMs, 'Redis');
    } catch (error) {
      this.askedInVainAt ??= performance.now();
      throw error;
    }
  }

  private probe(lastAskedAt: number): void {
    const now = performance.now();
    if (now - lastAskedAt < askAgainAfterMs) return;
    this.askedInVainAt = now;
    withTimeout(this.redis.ping(), answerWithinMs, 'Redis').then(
      () => (this.askedInVainAt = undefined),
      () => undefined,
    );
  }
}
