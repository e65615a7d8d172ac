/** How much may be used at once, and how much comes back each second. */
export interface Rate {
  burst: number;
  perSecond: number;
}

/** Of thousands of fractions that are added up. */
const roundingError = 1e-6;

/**
 * A token bucket for throttling. It keeps one number (when it will be full again), since there is one for each socket and
 * several for each user. Times are milliseconds of a monotonic clock.
 */
export class TokenBucket {
  private fullAtMs = 0;

  constructor(private readonly rate: Rate) {}

  /** Takes so much out. @returns false, and takes nothing, where less than that is left. */
  take(cost = 1, nowMs = performance.now()): boolean {
    if (this.left(nowMs) < cost - roundingError) return false;
    this.spend(cost, nowMs);
    return true;
  }

  /** Takes so much out although less may be left: for what is known only when it has been used. */
  spend(cost: number, nowMs = performance.now()): void {
    this.fullAtMs = Math.max(this.fullAtMs, nowMs) + (cost / this.rate.perSecond) * 1_000;
  }

  isEmpty(nowMs = performance.now()): boolean {
    return this.left(nowMs) <= roundingError;
  }

  isFull(nowMs = performance.now()): boolean {
    return this.fullAtMs <= nowMs;
  }

  private left(nowMs: number): number {
    const missing = (Math.max(0, this.fullAtMs - nowMs) / 1_000) * this.rate.perSecond;
    return this.rate.burst - missing;
  }
}
