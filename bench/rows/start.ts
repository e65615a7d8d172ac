import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { temporaryDataDir } from '../../dev/launch.test-driver.js';
import { root } from '../../dev/files/root.js';
import { ParkMate } from '../../test/harness/parkmate.js';
import { firstOk } from '../measures/first-ok.js';
import { NpmStart } from '../measures/npm-start.js';
import type { Row } from '../report/row.js';
import { median } from '../measures/statistics.js';

const restarts = 7;
const secondStarts = 3;

async function msOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Total run time of a process that connects once to both services. */
function connectOnce({ DATABASE_URL, REDIS_URL }: Record<string, string>): Promise<number> {
  return msOf(async () => {
    const script = join(root, 'bench/baselines/connect-once.mjs');
    const env = { PATH: process.env.PATH, DATABASE_URL, REDIS_URL };
    const child = spawn(process.execPath, [script], { stdio: ['ignore', 'ignore', 'inherit'], env });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0) throw new Error('a process that connects once has failed');
  });
}

/** Restarts the API, with the same worker running. */
async function restartApi(parkmate: ParkMate): Promise<number> {
  await parkmate.apis.pop()?.process.stop();
  return msOf(async () => {
    await parkmate.addApi();
    await firstOk(`${parkmate.url}/readyz`);
  });
}

async function apiRestarts(): Promise<{ ms: number; baseline: number }> {
  const parkmate = await ParkMate.start();
  try {
    const ms: number[] = [];
    const baseline: number[] = [];
    for (let n = 0; n < restarts; n++) {
      baseline.push(await connectOnce(parkmate.env));
      ms.push(await restartApi(parkmate));
    }
    return { ms: median(ms), baseline: median(baseline) };
  } finally {
    await parkmate.stop();
  }
}

/** Time from `npm start` until ready. */
async function npmStartMs(dataDir: ReturnType<typeof temporaryDataDir>): Promise<number> {
  let started: NpmStart | undefined;
  try {
    return await msOf(async () => {
      started = await NpmStart.run(dataDir);
      await started.ready();
    });
  } finally {
    await started?.stop();
  }
}

async function laterNpmStarts(): Promise<number> {
  const dataDir = temporaryDataDir();
  try {
    // The first start creates the database.
    await npmStartMs(dataDir);
    const ms: number[] = [];
    for (let n = 0; n < secondStarts; n++) ms.push(await npmStartMs(dataDir));
    return median(ms);
  } finally {
    dataDir.remove();
  }
}

export const start: Row = {
  name: 'start',
  about:
    'a restart of the api until its first 200, beside a process that connects once to PostgreSQL and Redis; ' +
    'npm start on an installed checkout until it is ready',
  async measure(say) {
    say(`${restarts} restarts of the api`);
    const { ms, baseline } = await apiRestarts();
    say(`npm start, and ${secondStarts} times again`);
    const laterMs = await laterNpmStarts();
    return [
      { name: 'api restart to first 200', value: ms, unit: 'ms', baseline, goal: { atMost: 700 } },
      { name: 'npm start, not the first, to ready', value: laterMs / 1_000, unit: 's', goal: { atMost: 6 } },
    ];
  },
};
