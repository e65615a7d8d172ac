/** Milliseconds since some moment, from a clock that nobody can set. */
export type Monotonic = () => number;

/** When something said that it was `atMs`: after it was asked, and before its answer was here. */
export interface ClockReading {
  atMs: number;
  askedAt: number;
  answeredAt: number;
}

/** How far two clocks may run apart. Quartz is better than this. */
const driftPerMs = 1e-4;

/** The `Date` header has whole seconds, rounded down. */
const headerErrorMs = 500;

/**
 * What time it is for the server. The device's own clock may be wrong or be set at any moment, so it is not asked:
 * readings of the server's clock are carried on by a monotonic one.
 */
export class ServerClock {
  private aheadMs = -Infinity;
  private errorMs = Infinity;
  private readAt = 0;
  private isRough = true;

  constructor(private readonly monotonic: Monotonic) {}

  /** Epoch milliseconds. Before the first reading it is no time at all, and nothing is due. */
  now(): number {
    return this.monotonic() + this.aheadMs;
  }

  /** Takes a reading that is better than what is known, or that shows that what is known cannot be true (any more). */
  observe({ atMs, askedAt, answeredAt }: ClockReading): void {
    this.consider(atMs - (askedAt + answeredAt) / 2, (answeredAt - askedAt) / 2, answeredAt, false);
  }

  /** Takes a reading from a `Date` header, for as long as there is no better source. */
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
    // A monotonic clock may stand still while the device sleeps.
    const isContradiction = Math.abs(aheadMs - this.aheadMs) > errorMs + knownErrorMs;
    if (errorMs > knownErrorMs && !isContradiction && this.isRough === isRough) return;
    Object.assign(this, { aheadMs, errorMs, readAt, isRough });
  }
}
