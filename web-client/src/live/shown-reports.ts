/** Throttle of reports: fresh enough for delivery reports at a negligible load. */
const everyMs = 1_000;

export interface ShownDeps {
  /** Whether the page is visible. */
  isVisible: () => boolean;
  /** The cursor of this tab. */
  seq: () => number;
  /** @returns whether it was sent. */
  report: (seq: number) => boolean;
}

/** Reports the last `seq` shown on this device to the server, throttled, and only while the page is visible. */
export class ShownReports {
  private reported = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly deps: ShownDeps) {}

  /** To be called when a notification is shown and when the page becomes visible. */
  note(): void {
    if (!this.deps.isVisible()) return;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      const seq = this.deps.seq();
      if (seq !== this.reported && this.deps.isVisible() && this.deps.report(seq)) this.reported = seq;
    }, everyMs);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
