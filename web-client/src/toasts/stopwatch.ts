/** Calls `done` when it has run for so long, not counting its pauses. Of an infinite time it never does. */
export class Stopwatch {
  private running: { timer: ReturnType<typeof setTimeout>; since: number } | undefined;

  constructor(
    private leftMs: number,
    private readonly monotonic: () => number,
    private readonly done: () => void,
  ) {}

  start(): void {
    if (this.running || this.leftMs === Infinity) return;
    this.running = { timer: setTimeout(this.done, this.leftMs), since: this.monotonic() };
  }

  stop(): void {
    if (!this.running) return;
    clearTimeout(this.running.timer);
    this.leftMs = Math.max(0, this.leftMs - (this.monotonic() - this.running.since));
    this.running = undefined;
  }
}
