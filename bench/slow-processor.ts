import { readFileSync } from 'node:fs';

const lookEveryMs = 4;
/** Unused CPU time is carried over for this long at most. */
const maxCarriedOverMs = 20;

/** CPU milliseconds of a process's main thread, in nanosecond precision where /proc/…/stat counts in ticks. */
const mainThreadMs = (pid: number): number =>
  Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;

/**
 * Limits a process to a share of one CPU by SIGSTOP and SIGCONT: what a container's CPU limit (cgroup) does, without
 * the rights to set one.
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
      this.left = Math.min(this.left + (now - lookedAt) * share, maxCarriedOverMs) - (usedNow - used);
      [lookedAt, used] = [now, usedNow];
      this.setStopped(this.left < 0);
    }, lookEveryMs);
  }

  /** How much of its share the process has used; near 1 it was CPU-bound. */
  get used(): number {
    return (mainThreadMs(this.pid) - this.usedAtStart) / ((performance.now() - this.startedAt) * this.share);
  }

  /** Ends the limit. */
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
