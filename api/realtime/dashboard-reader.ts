import type { Dashboard, DashboardStats } from '../../contract/sockets.js';

/** Minimum time between two reads. */
const throttleMs = 250;

/** Delay before a failed read is retried. */
const retryMs = 1_000;

type Numbers = Omit<Dashboard, 'reason'>;

interface Effects {
  read: () => Promise<Numbers>;
  /** Emits to all subscribers. */
  show: (dashboard: Dashboard) => void;
  failed: (error: unknown) => void;
}

/**
 * Reads the numbers of one dashboard, never concurrently, so that an older result cannot follow a newer one. Changes during a
 * read, or within the throttle interval, trigger one more read, as does a failure.
 */
export class DashboardReader {
  private reading: Promise<Numbers> | undefined;
  /** The reason of the next read, if one is pending. */
  private wanted: string | undefined;
  private rest: NodeJS.Timeout | undefined;
  private known: DashboardStats | undefined;

  constructor(private readonly effects: Effects) {}

  get isIdle(): boolean {
    return this.reading === undefined && this.wanted === undefined;
  }

  /** Schedules a read (throttled) whose result is emitted to subscribers. */
  changed(reason: string): void {
    this.wanted = reason;
    if (this.reading === undefined && this.rest === undefined) void this.begin().catch(() => undefined);
  }

  /**
   * The numbers for a new subscriber. Concurrent callers share one read. Existing subscribers are sent the result if it
   * differs from the last one.
   */
  latest(): Promise<Numbers> {
    return this.reading ?? this.begin();
  }

  stop(): void {
    clearTimeout(this.rest);
    this.wanted = undefined;
  }

  private begin(): Promise<Numbers> {
    const reason = this.wanted;
    this.wanted = undefined;
    clearTimeout(this.rest);
    this.rest = undefined;
    const reading = this.effects.read().then(
      (numbers) => {
        this.end(throttleMs);
        this.tell(reason, numbers);
        return numbers;
      },
      (error: unknown) => {
        this.wanted ??= reason;
        this.end(retryMs);
        this.effects.failed(error);
        throw error;
      },
    );
    this.reading = reading;
    return reading;
  }

  private tell(reason: string | undefined, numbers: Numbers): void {
    const before = this.known && JSON.stringify(this.known);
    this.known = numbers.stats;
    if (reason !== undefined) this.effects.show({ reason, ...numbers });
    else if (before !== undefined && before !== JSON.stringify(numbers.stats))
      this.effects.show({ reason: 'refreshed', ...numbers });
  }

  private end(restMs: number): void {
    this.reading = undefined;
    this.rest = setTimeout(() => {
      this.rest = undefined;
      if (this.wanted !== undefined) void this.begin().catch(() => undefined);
    }, restMs);
    this.rest.unref();
  }
}
