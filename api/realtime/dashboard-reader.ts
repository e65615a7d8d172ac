import type { Dashboard, DashboardStats } from '../../contract/sockets.js';

/** From one answer to the next reading: numbers are read no more often than this, however much happens. */
const throttleMs = 250;

/** After this a reading that failed is tried again. */
const retryMs = 1_000;

type Numbers = Omit<Dashboard, 'reason'>;

interface Effects {
  read: () => Promise<Numbers>;
  /** Shows them to all who watch. */
  show: (dashboard: Dashboard) => void;
  failed: (error: unknown) => void;
}

/**
 * Reads the numbers of one dashboard: one reading at a time, so that an older answer never comes after a newer one. What
 * changes while one is under way, or shortly after it, is read by the next one, and so is what a failed one was for.
 */
export class DashboardReader {
  private reading: Promise<Numbers> | undefined;
  /** Why the numbers have to be read again, if they have. */
  private wanted: string | undefined;
  private rest: NodeJS.Timeout | undefined;
  private known: DashboardStats | undefined;

  constructor(private readonly effects: Effects) {}

  get isIdle(): boolean {
    return this.reading === undefined && this.wanted === undefined;
  }

  /** The numbers have changed: those who watch are shown them, at once or soon. */
  changed(reason: string): void {
    this.wanted = reason;
    if (this.reading === undefined && this.rest === undefined) void this.begin().catch(() => undefined);
  }

  /**
   * The numbers for somebody who comes now, together with all who come at the same time. Of changes meanwhile they hear as
   * all others do. Those who watch already are shown what differs from what they know.
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
