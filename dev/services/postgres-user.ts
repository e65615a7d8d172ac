import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { SetupProblem } from '../setup-problem.js';

/** The user that a process runs as. Empty: the launcher's own. */
export type RunAs = { uid: number; gid: number } | Record<string, never>;

const name = 'postgres';
const isRoot = () => process.getuid?.() === 0;

/** PostgreSQL refuses to run as root, so root runs it as the system user `postgres`, which is created when missing. */
export function postgresUser(): RunAs {
  if (!isRoot()) return {};
  return idsOf(name) ?? createUser();
}

function idsOf(user: string): RunAs | undefined {
  try {
    const id = (flag: string) =>
      Number(execFileSync('id', [flag, user], { stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

function createUser(): RunAs {
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', name], { stdio: 'ignore' });
  } catch {
    // Checked below: the user still does not exist.
  }
  const user = idsOf(name);
  if (user) return user;
  throw new SetupProblem(
    `PostgreSQL does not run as root, and the system user ${name} could not be made.`,
    `Make that user (useradd --system ${name}), or start ParkMate as an ordinary user.`,
  );
}

/** @throws SetupProblem that names the folder which `runAs` cannot traverse to reach `path`. */
export function requireReachable(path: string, runAs: RunAs): void {
  if (!('uid' in runAs)) return;
  const closed = ancestors(path).find((folder) => !mayPass(folder, runAs));
  if (closed === undefined) return;
  throw new SetupProblem(
    `You are root, so PostgreSQL runs as the system user ${name}, who can not reach ${path}: ${closed} is closed to others.`,
    `Open it (chmod o+x ${closed}), put the checkout and DATA_DIR elsewhere, or start ParkMate as an ordinary user.`,
  );
}

function ancestors(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [path] : [...ancestors(parent), path];
}

function mayPass(folder: string, { uid, gid }: RunAs): boolean {
  const stat = statSync(folder);
  const executeBit = stat.uid === uid ? 0o100 : stat.gid === gid ? 0o010 : 0o001;
  return (stat.mode & executeBit) !== 0;
}

/** @throws SetupProblem when the folder belongs to another user; PostgreSQL's own message would not say so. */
export function requireOwner(folder: string, runAs: RunAs): void {
  const expected = 'uid' in runAs ? runAs.uid : process.getuid?.();
  const actual = statSync(folder).uid;
  if (expected === undefined || actual === expected) return;
  throw new SetupProblem(
    `The database in ${folder} belongs to another user (number ${actual}, and not ${expected}).`,
    `Start ParkMate as the user who made it, or hand it over: chown -R ${expected} ${folder}`,
  );
}
