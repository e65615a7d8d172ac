/*
 * How slow this machine is. Time limits of tests are written for a usual one, with two cores of some 3 GHz; a slower one
 * gets as much more time as it is slower. Otherwise a test that says nothing about speed fails there.
 */
import { spawnSync } from 'node:child_process';

/** Milliseconds that each probe takes on a usual machine. */
const usualMs = { computing: 45, memory: 25, starting: 45 };

/** Beyond it, tests that hang would hang for hours. */
const most = 10;

const probes: Record<keyof typeof usualMs, () => unknown> = {
  computing: () => {
    const rows = Array.from({ length: 20_000 }, (_, n) => ({ n, text: `booking ${(n * 7_919) % 20_000}` }));
    return (JSON.parse(JSON.stringify(rows)) as typeof rows).sort((a, b) => (a.text < b.text ? -1 : 1));
  },
  /** Fresh memory, page by page: a machine whose host is short of memory is slow here alone. */
  memory: () => Buffer.alloc(64 * 1_048_576, 1),
  starting: () => spawnSync(process.execPath, ['-e', '0']),
};

const median = (numbers: number[]) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

function tookMs(work: () => unknown): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}

/** @returns from 1 to `most`. Takes a second, in which nothing else should run. */
function measureSlowness(): number {
  const ratios = Object.entries(probes).map(
    ([name, work]) =>
      median(Array.from({ length: 5 }, () => tookMs(work))) / usualMs[name as keyof typeof usualMs],
  );
  return Math.min(Math.max(1, ...ratios), most);
}

let known = Number(process.env.TEST_SLOWNESS ?? 0);

/** By how much this machine is slower than a usual one: measured once, by `npm test` for all processes that it starts. */
export const slowness = (): number => (known ||= measureSlowness());

/** @returns as much time on this machine as `ms` is on a usual one. */
export const hereMs = (ms: number): number => Math.round(ms * slowness());
