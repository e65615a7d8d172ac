import { readFileSync } from 'node:fs';

const lookEveryMs = 4;
/** What a process did not use is not kept for long. */
const savedMs = 20;

/** CPU milliseconds of a process's main thread, exact where /proc/…/stat counts in ticks. */
const mainThreadMs = (pid: number): number =>
  Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;

/**
 * Gives a process no more than a share of one processor, by stopping it for a moment whenever it has had more: what a
 * container's limit does, without the rights to set one.
 */
export class SlowProcessor {
  private readonly timer: NodeJS.Timeout;
  private readonly startedAt = performance.now();
  private readonly usedAtStart: number;
  private left = 0;
  private stopped = false;

  constructor(
    private readonly pid: number,
    private readonly share: number,
  ) {
    let lookedAt = this.startedAt;
    let used = (this.usedAtStart = mainThreadMs(pid));
    this.timer = setInterval(() => {
      const [now, usedNow] = [performance.now(), mainThreadMs(pid)];
      this.left = Math.min(this.left + (now - lookedAt) * share, savedMs) - (usedNow - used);
      [lookedAt, used] = [now, usedNow];
      this.setStopped(this.left < 0);
    }, lookEveryMs);
  }

  /** How much of its share the process has used so far; 1: it could have done more with more. */
  get used(): number {
    return (mainThreadMs(this.pid) - this.usedAtStart) / ((performance.now() - this.startedAt) * this.share);
  }

  /** Lets the process run freely again. */
  release(): void {
    clearInterval(this.timer);
    this.setStopped(false);
  }

  private setStopped(stopped: boolean): void {
    if (stopped === this.stopped) return;
    this.stopped = stopped;
    process.kill(this.pid, stopped ? 'SIGSTOP' : 'SIGCONT');
  }
}
