/** Milliseconds of a monotonic clock, such as `performance.now()`. */
export type Monotonic = () => number;

/** A server time `atMs`, taken between `askedAt` and `answeredAt` of the monotonic clock. */
export interface ClockReading {
  atMs: number;
  askedAt: number;
  answeredAt: number;
}

/** Assumed clock drift (100 ppm), an upper bound for quartz. */
const driftPerMs = 1e-4;

/** The `Date` header is truncated to whole seconds. */
const headerErrorMs = 500;

/**
 * Estimates the server's clock by its responses and a monotonic clock. The device's wall clock may be skewed or set at
 * any moment and is not used.
 */
export class ServerClock {
  private aheadMs = -Infinity;
  private errorMs = Infinity;
  private readAt = 0;
  private isRough = true;

  constructor(private readonly monotonic: Monotonic) {}

  /** Epoch milliseconds of the server's clock; -Infinity before the first reading, so that no deadline is due. */
  now(): number {
    return this.monotonic() + this.aheadMs;
  }

  /** Adopts a reading that is more precise than the estimate, or contradicts it. */
  observe({ atMs, askedAt, answeredAt }: ClockReading): void {
    this.consider(atMs - (askedAt + answeredAt) / 2, (answeredAt - askedAt) / 2, answeredAt, false);
  }

  /** Adopts a reading of a `Date` header while there is no better one. */
  observeHeader({ atMs, askedAt, answeredAt }: ClockReading): void {
    if (!this.isRough) return;
    const middle = (askedAt + answeredAt) / 2;
    this.consider(
      atMs + headerErrorMs - middle,
      headerErrorMs + (answeredAt - askedAt) / 2,
      answeredAt,
      true,
    );
  }

  private consider(aheadMs: number, errorMs: number, readAt: number, isRough: boolean): void {
    const knownErrorMs = this.errorMs + (readAt - this.readAt) * driftPerMs;
    // A monotonic clock may stop while the device is suspended.
    const isContradiction = Math.abs(aheadMs - this.aheadMs) > errorMs + knownErrorMs;
    if (errorMs > knownErrorMs && !isContradiction && this.isRough === isRough) return;
    Object.assign(this, { aheadMs, errorMs, readAt, isRough });
  }
}
