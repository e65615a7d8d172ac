import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { residentKilobytes } from './usage.js';

/** Environment of a process whose memory is to be measured. */
export const measurable = {
  NODE_OPTIONS: `--import ${pathToFileURL(join(import.meta.dirname, 'collect-on-signal.mjs')).href}`,
};

const lookEveryMs = 250;
const stillMs = 3_000;
/** Tolerated fluctuation of an idle process, in kilobytes. */
const toleratedKilobytes = 512;
const giveUpMs = 60_000;

/**
 * Resident memory (RSS) in kilobytes of an idle `measurable` process after a garbage collection. Uncollected garbage is
 * random, some ten megabytes after the start alone, and would hide the cost of thousands of sockets.
 */
export async function residentAtRest(pid: number): Promise<number> {
  await stableResident(pid);
  process.kill(pid, 'SIGUSR2');
  return stableResident(pid);
}

/** Resolves when RSS is stable. */
async function stableResident(pid: number): Promise<number> {
  const startedAt = performance.now();
  let seen: number[] = [];
  for (;;) {
    const now = residentKilobytes(pid);
    seen = [...seen, now].slice(-stillMs / lookEveryMs);
    const isStill =
      seen.length === stillMs / lookEveryMs && Math.max(...seen) - Math.min(...seen) <= toleratedKilobytes;
    if (isStill || performance.now() - startedAt > giveUpMs) return now;
    await wait(lookEveryMs);
  }
}
