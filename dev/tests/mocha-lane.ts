import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ProcessTable } from '../processes/process-table.js';
import { root } from '../files/root.js';

/** Test files that run sequentially in one process. */
export interface Lane {
  files: string[];
  ignore?: string[];
  /** Extra arguments of Mocha. */
  args?: string[];
}

/** A test or hook that failed. */
interface Failure {
  file: string;
  title: string;
  /** The error with its stack. */
  reason: string;
}

interface Counts {
  passed: number;
  failures: Failure[];
  /** Milliseconds by absolute path. */
  fileMs: Record<string, number>;
}

export interface LaneResult extends Counts {
  code: number;
}

const stopPlan = [{ signal: 'SIGTERM' as const, graceMs: 5_000 }];

/**
 * Runs one lane.
 * @param print `live` streams Mocha's output, `after` prints it when the lane is done, so that the output of parallel
 * lanes does not interleave.
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

/** A crashed Mocha has written no counts. */
function readCounts(file: string): Counts {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Counts;
  } catch {
    return { passed: 0, failures: [], fileMs: {} };
  } finally {
    rmSync(path.dirname(file), { recursive: true, force: true });
  }
}
