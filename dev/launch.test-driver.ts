import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dataDirAt, type DataDir } from './files/data-dir.js';
import { processIdentity } from './processes/process-identity.mjs';
import { root } from './files/root.js';
import type { RunInfo } from './files/run-file.js';

const pollMs = 20;

/**
 * A temporary data folder that the system user `postgres` can reach too.
 * @param name of the folder, for tests with brackets, braces and number signs, which other programs read as patterns.
 */
export function temporaryDataDir(name = 'data'): DataDir & { remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'parkmate-test-'));
  chmodSync(folder, 0o755);
  return {
    ...dataDirAt(join(folder, name)),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs the program of `npm start` as from a terminal, with its own settings. */
export class Launched {
  output = '';
  readonly exit: Promise<number | string>;
  private readonly child;

  constructor(
    readonly dataDir: DataDir,
    env: Record<string, string>,
    options: { uid?: number; gid?: number } = {},
  ) {
    const { PATH = '' } = process.env;
    this.child = spawn(process.execPath, [join(root, 'dev/start.mjs')], {
      cwd: root,
      env: { PATH, DEMO: 'off', METRICS_PORT: '0', DATA_DIR: dataDir.path, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...options,
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => (this.output += chunk));
    }
    this.exit = once(this.child, 'close').then(([code, signal]: (number | string)[]) => code ?? signal ?? '');
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Resolves when it reports that it is ready. Rejects with its output when it exits instead. */
  async ready(): Promise<RunInfo> {
    const isReady = () => this.output.includes('ParkMate is ready');
    await Promise.race([until(isReady), this.exit]);
    if (!isReady()) throw new Error(`It is not ready:\n${this.output}`);
    return this.runInfo();
  }

  runInfo(): RunInfo {
    return JSON.parse(readFileSync(this.dataDir.runFile, 'utf8')) as RunInfo;
  }
}

/** Polls until the condition holds; the test's own timeout applies. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(pollMs);
}

/**
 * Command lines of live processes of a data folder: those that have it as working directory, argument or environment
 * variable.
 */
export function livingOn(dataDir: DataDir): string[] {
  return processes()
    .filter(({ pid, traces }) => pid !== process.pid && traces.includes(dataDir.path) && processIdentity(pid))
    .map(({ pid, traces }) => `${pid} ${traces.slice(0, 200)}`);
}

function processes(): { pid: number; traces: string }[] {
  if (!existsSync('/proc/self/cmdline')) {
    const { stdout } = spawnSync('ps', ['-axEo', 'pid=,command='], { encoding: 'utf8' });
    return stdout.split('\n').map((line) => ({ pid: Number.parseInt(line, 10), traces: line }));
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), traces: tracesOf(name) }));
}

function tracesOf(pid: string): string {
  const read = (get: () => string) => {
    try {
      return get();
    } catch {
      // It has exited meanwhile, or belongs to another user.
      return '';
    }
  };
  return [
    read(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')),
    read(() => readlinkSync(`/proc/${pid}/cwd`)),
    read(() => readFileSync(`/proc/${pid}/environ`, 'utf8')),
  ].join(' ');
}
