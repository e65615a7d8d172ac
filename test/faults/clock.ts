import { writeFileSync } from 'node:fs';
import type { SupervisedProcess } from '../harness/supervised-process.js';

/** Replaces the time of day of a Node process by one that is off by `byMs`, in JavaScript that sets it. */
const wrongDate = `
    const RealDate = Date;
    let byMs = 0;
    globalThis.Date = class Date extends RealDate {
      constructor(...given) {
        if (given.length === 0) super(RealDate.now() + byMs);
        else super(...given);
      }
      static now() { return RealDate.now() + byMs; }
    };`;

const preload = (code: string) => `--import=data:text/javascript,${encodeURIComponent(wrongDate + code)}`;

/** Arguments that make a Node process believe in another time of day. Its monotonic clock stays as it is. */
export const shiftedClock = (byMs: number): string[] => [preload(`byMs = ${byMs};`)];

/** The time of day of some Node processes, which jumps while they run. Their monotonic clock stays as it is. */
export class JumpingClock {
  /** @param file for the difference, which only this clock writes. */
  constructor(private readonly file: string) {
    writeFileSync(file, '0');
  }

  get nodeArguments(): string[] {
    return [
      preload(`
    const { readFileSync } = await import('node:fs');
    const jump = () => { byMs = Number(readFileSync(${JSON.stringify(this.file)}, 'utf8')); };
    process.on('SIGUSR2', jump);
    jump();`),
    ];
  }

  /** @param offByMs how far the time of day is from the true one afterwards. */
  set(offByMs: number, processes: readonly SupervisedProcess[]): void {
    writeFileSync(this.file, String(offByMs));
    for (const process of processes) process.signal('SIGUSR2');
  }
}
