import { catchUps } from './socket-metrics.js';

/** Minimum time between two rounds: after an outage each process announces its gap. */
const throttleMs = 1_000;

/**
 * Syncs every client: throttled, with a leading and a trailing run. A timer counts by the monotonic clock, where
 * `throttle-debounce` and `p-throttle` compare times of day: after the clock was set back by an hour their trailing run would be
 * an hour late.
 */
export class CatchUp {
  private timer: NodeJS.Timeout | undefined;
  private again = false;

  constructor(private readonly round: () => void) {}

  request(): void {
    if (this.timer) {
      this.again = true;
      return;
    }
    this.again = false;
    catchUps.inc();
    this.round();
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (this.again) this.request();
    }, throttleMs);
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
