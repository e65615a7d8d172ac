/** Often enough for whoever asks what somebody has seen, and so rarely that it costs nothing. */
const everyMs = 1_000;

export interface ShownDeps {
  /** Whether this page is before somebody's eyes. */
  isVisible: () => boolean;
  /** Up to where this page has everything. */
  seq: () => number;
  /** Returns whether it could be said. */
  report: (seq: number) => boolean;
}

/** Tells the server up to where notifications were shown on this device: not while the page is hidden. */
export class ShownReports {
  private reported = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly deps: ShownDeps) {}

  /** To be called when something is shown, and when the page comes to light. */
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
