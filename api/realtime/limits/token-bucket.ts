/** Capacity and refill rate. */
export interface Rate {
  burst: number;
  perSecond: number;
}

/** Floating-point error of many added fractions. */
const roundingError = 1e-6;

/**
 * A token bucket that stores one number (the time at which it will be full), since there is one per socket and several per user.
 * Times are milliseconds of a monotonic clock.
 */
export class TokenBucket {
  private fullAtMs = 0;

  constructor(private readonly rate: Rate) {}

  /** Takes tokens. @returns false, taking none, when fewer are left. */
  take(cost = 1, nowMs = performance.now()): boolean {
    if (this.left(nowMs) < cost - roundingError) return false;
    this.spend(cost, nowMs);
    return true;
  }

  /** Takes tokens beyond zero if need be, for costs that are known only afterwards. */
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
