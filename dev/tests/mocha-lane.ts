import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ProcessTable } from '../processes/process-table.js';
import { root } from '../files/root.js';

/** Some of the test files, to be run one after the other in a process of their own. */
export interface Lane {
  files: string[];
  ignore?: string[];
  /** Mocha's own arguments. */
  args?: string[];
}

interface Counts {
  passed: number;
  failed: number;
}

export interface LaneResult extends Counts {
  code: number;
}

const stopPlan = [{ signal: 'SIGTERM' as const, graceMs: 5_000 }];

/**
 * Runs one lane.
 * @param print `live` shows what Mocha says as it says it, `after` in one piece when the lane is done, so that two
 * lanes at a time can be read.
 */
export function runLane(
  table: ProcessTable,
  env: NodeJS.ProcessEnv,
  { files, ignore = [], args = [] }: Lane,
  print: 'live' | 'after',
): Promise<LaneResult> {
  const countsFile = path.join(mkdtempSync(path.join(tmpdir(), 'parkmate-test-')), 'counts.json');
  const stream = print === 'live' ? 'inherit' : 'pipe';
  const ignored = ignore.flatMap((pattern) => ['--ignore', pattern]);
  const mocha = table.spawn(
    'tool',
    process.execPath,
    ['node_modules/mocha/bin/mocha.js', ...args, ...ignored, ...files],
    stopPlan,
    { cwd: root, env: { ...env, COUNTS_FILE: countsFile }, stdio: ['ignore', stream, stream] },
  );
  const output: Buffer[] = [];
  for (const source of [mocha.stdout, mocha.stderr])
    source?.on('data', (chunk: Buffer) => output.push(chunk));
  return new Promise((resolve, reject) => {
    mocha.once('error', reject);
    mocha.once('close', (code) => {
      process.stdout.write(Buffer.concat(output));
      resolve({ ...readCounts(countsFile), code: code ?? 1 });
    });
  });
}

/** A Mocha that broke down has counted nothing. */
function readCounts(file: string): Counts {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Counts;
  } catch {
    return { passed: 0, failed: 0 };
  } finally {
    rmSync(path.dirname(file), { recursive: true, force: true });
  }
}
