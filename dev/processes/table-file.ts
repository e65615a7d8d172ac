import { spawn } from 'node:child_process';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { errorCode } from '../setup-problem.js';

/** How to stop a process: one signal after the other, each with time to take effect. */
export type StopPlan = { signal: NodeJS.Signals; graceMs: number }[];

export interface Launcher {
  pid: number;
  identity: string | undefined;
}
export interface Entry extends Launcher {
  name: string;
  stop: StopPlan;
}
/** Who started what, in the order in which it is to be stopped. */
export interface TableFile {
  launcher: Launcher;
  /** What the reaper removes when it has stopped the processes. */
  files: string[];
  processes: Entry[];
}

export const reaperScript = fileURLToPath(new URL('reaper.mjs', import.meta.url));

/** False when the file is there already. */
export function createTable(file: string, content: TableFile): boolean {
  const draft = writeDraft(file, content);
  try {
    // Unlike a rename, a link fails when somebody else was first; unlike an exclusive open, it is never half-written.
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Synchronous, so that hardly any time passes between a process's start and its mention in the file. */
export function writeTable(file: string, content: TableFile): void {
  renameSync(writeDraft(file, content), file);
}

function writeDraft(file: string, content: TableFile): string {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(content), { mode: 0o600 });
  return draft;
}

/** Who holds the file; undefined when it is not there or can not be understood. */
export function readLauncher(file: string): Launcher | undefined {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as TableFile).launcher;
  } catch {
    return undefined;
  }
}

/** Stops what a dead launcher has left behind, if its own reaper has not done so, and removes the file. */
export async function cleanUpAfterDeadLauncher(file: string): Promise<void> {
  // A reaper that has no launcher does its work at once.
  const reaper = spawn(process.execPath, [reaperScript, file], { stdio: 'ignore' });
  await new Promise((resolve) => reaper.once('close', resolve));
}
