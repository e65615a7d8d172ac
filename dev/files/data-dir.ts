import { accessSync, chmodSync, constants, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { root } from './root.js';
import { errorCode, SetupProblem } from '../setup-problem.js';

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

/** Paths of everything that persists between runs. */
export interface DataDir {
  path: string;
  /** Both lock file and process table. */
  lockFile: string;
  runFile: string;
  versionFile: string;
  secretsFile: string;
  logs: string;
  postgres: string;
  redis: string;
  /** Letters of the local mailbox. */
  mail: string;
}

export function dataDirAt(path: string): DataDir {
  const absolute = resolve(path);
  const inside = (name: string) => join(absolute, name);
  return {
    path: absolute,
    lockFile: inside('launcher.lock'),
    runFile: inside('run.json'),
    versionFile: inside('version.json'),
    secretsFile: inside('secrets.json'),
    logs: inside('logs'),
    postgres: inside('postgres'),
    redis: inside('redis'),
    mail: inside('mail'),
  };
}

/**
 * Creates the folder if it is missing, and checks that it can be used. Leaves its content unchanged.
 * @throws SetupProblem when it is no folder, is not writable, or belongs to a newer release.
 */
export function openDataDir({ path, versionFile }: DataDir): void {
  try {
    const made = mkdirSync(path, { recursive: true });
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    // An empty folder may be left from a start that failed after creating it.
    makeTraversable(made ?? (readdirSync(path).length === 0 ? path : undefined), path);
  } catch (error) {
    throw asProblem(path, error);
  }
  if (!statSync(path).isDirectory()) throw asProblem(path, new Error('it is not a folder'));
  requireNotNewer(versionFile);
}

/**
 * Makes new folders traversable (mode +x) whatever the umask: PostgreSQL, which root runs as another user, must reach
 * its own. Files in them stay unreadable.
 * @param first the outermost folder that was created; undefined if none was.
 */
function makeTraversable(first: string | undefined, last: string): void {
  if (first === undefined || process.getuid?.() !== 0) return;
  for (let folder = last; folder.length >= first.length; folder = dirname(folder)) {
    chmodSync(folder, statSync(folder).mode | 0o111);
  }
}

function asProblem(path: string, error: unknown): SetupProblem {
  const elsewhere = 'choose another folder: DATA_DIR=/some/folder npm start';
  switch (errorCode(error)) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new SetupProblem(
        `This user may not write to the data folder ${path}.`,
        `Give the folder to this user (sudo chown -R "$(id -un)" ${path}), or ${elsewhere}`,
      );
    case 'EEXIST':
    case 'ENOTDIR':
      return new SetupProblem(
        `The data folder ${path} can not be made: a file is in its place.`,
        `Move the file away, or ${elsewhere}`,
      );
    default:
      return new SetupProblem(
        `The data folder ${path} can not be used: ${error instanceof Error ? error.message : String(error)}.`,
        `Put that right, or ${elsewhere}`,
      );
  }
}

function requireNotNewer(versionFile: string): void {
  let text: string;
  try {
    text = readFileSync(versionFile, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw asProblem(versionFile, error);
  }
  const writer = /"parkmate": *"(\d+\.\d+\.\d+)/.exec(text)?.[1];
  if (writer === undefined) {
    throw new SetupProblem(
      `${versionFile} can not be understood, so it is unknown what the data folder holds.`,
      'Restore that file, or choose another folder with DATA_DIR. Nothing was changed.',
    );
  }
  if (isNewer(writer, version)) {
    throw new SetupProblem(
      `The data folder was written by ParkMate ${writer}, which is newer than this ${version}.`,
      'Use that release, or choose another folder with DATA_DIR. Nothing was changed.',
    );
  }
}

function isNewer(a: string, b: string): boolean {
  return a.localeCompare(b, 'en', { numeric: true }) > 0;
}

/**
 * Records which release wrote to the folder last. Atomic: a truncated file would make every later start refuse the
 * folder.
 */
export function signDataDir({ versionFile }: DataDir): void {
  writeFileAtomic.sync(versionFile, `${JSON.stringify({ parkmate: version })}\n`);
}
