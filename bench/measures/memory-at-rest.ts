import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { residentKilobytes } from './usage.js';

/** For the environment of a process whose memory is to be measured. */
export const measurable = {
  NODE_OPTIONS: `--import ${pathToFileURL(join(import.meta.dirname, 'collect-on-signal.mjs')).href}`,
};

const lookEveryMs = 250;
const stillMs = 3_000;
/** By so many kilobytes a process that does nothing may still waver. */
const wavering = 512;
const giveUpMs = 60_000;

/**
 * Resident memory in kilobytes of a `measurable` process that has come to rest, without garbage. How much garbage waits
 * at any moment is chance, some ten megabytes from starting alone, and would hide what thousands of sockets hold.
 */
export async function residentAtRest(pid: number): Promise<number> {
  await still(pid);
  process.kill(pid, 'SIGUSR2');
  return still(pid);
}

/** Resolves when resident memory has hardly changed for a while. */
async function still(pid: number): Promise<number> {
  const startedAt = performance.now();
  let seen: number[] = [];
  for (;;) {
    const now = residentKilobytes(pid);
    seen = [...seen, now].slice(-stillMs / lookEveryMs);
    const isStill =
      seen.length === stillMs / lookEveryMs && Math.max(...seen) - Math.min(...seen) <= wavering;
    if (isStill || performance.now() - startedAt > giveUpMs) return now;
    await wait(lookEveryMs);
  }
}
