import { readFileSync } from 'node:fs';
import type { SupervisedProcess } from '../harness/supervised-process.js';

/** Megabytes that a process has written so far, to sockets too. Undefined where the system does not count them. */
export function writtenMegabytes({ pid }: SupervisedProcess): number | undefined {
  try {
    const written = /^wchar: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1];
    return written === undefined ? undefined : Number(written) / 1_048_576;
  } catch {
    return undefined;
  }
}
