/** Between the beginnings of two rounds. After an outage each process says by itself that something was missed. */
const throttleMs = 1_000;

/** Brings every client up to date: at once when it is asked for, and once more when it is asked for again soon after. */
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
