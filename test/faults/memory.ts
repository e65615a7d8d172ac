import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { SupervisedProcess } from '../harness/supervised-process.js';

const run = promisify(execFile);
const usualSampleEveryMs = 5_000;

/** Samples how much memory processes hold, to see whether it grows. */
export class MemoryWatch {
  private readonly samples = new Map<SupervisedProcess, number[]>();
  private readonly timer: NodeJS.Timeout;

  private constructor(processes: readonly SupervisedProcess[], sampleEveryMs: number) {
    for (const process of processes) this.samples.set(process, []);
    this.timer = setInterval(() => void this.look(), sampleEveryMs);
  }

  static of(processes: readonly SupervisedProcess[], sampleEveryMs = usualSampleEveryMs): MemoryWatch {
    return new MemoryWatch(processes, sampleEveryMs);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** The most megabytes that each process was seen to hold. */
  peaks(): number[] {
    return [...this.samples.values()].map((samples) => Math.max(0, ...samples));
  }

  /** Mean megabytes of each process in the second and in the last quarter of the time. */
  quarters(): { name: string; second: number; last: number }[] {
    return [...this.samples].map(([{ name }, samples]) => {
      const quarter = Math.floor(samples.length / 4);
      return {
        name,
        second: mean(samples.slice(quarter, 2 * quarter)),
        last: mean(samples.slice(3 * quarter)),
      };
    });
  }

  private async look(): Promise<void> {
    for (const [process, samples] of this.samples) {
      const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(process.pid)]).catch(() => ({
        stdout: '',
      }));
      if (stdout.trim() !== '') samples.push(Number(stdout) / 1_024);
    }
  }
}

const mean = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
