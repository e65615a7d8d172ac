import { spawn } from 'node:child_process';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { errorCode } from '../setup-problem.js';

/** How to stop a process: signals in order, each with a grace period in milliseconds. */
export type StopPlan = { signal: NodeJS.Signals; graceMs: number }[];

export interface Launcher {
  pid: number;
  identity: string | undefined;
}
export interface Entry extends Launcher {
  name: string;
  stop: StopPlan;
}
/** Which launcher started which processes, in stop order. */
export interface TableFile {
  launcher: Launcher;
  /** Removed by the reaper after it has stopped the processes. */
  files: string[];
  processes: Entry[];
}

export const reaperScript = fileURLToPath(new URL('reaper.mjs', import.meta.url));

/** False when the file exists already. */
export function createTable(file: string, content: TableFile): boolean {
  const draft = writeDraft(file, content);
  try {
    // link fails if the file exists (rename would replace it), and the content is complete (unlike with O_EXCL and a
    // write).
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Synchronous, to keep the time short in which a running process is not yet listed. */
export function writeTable(file: string, content: TableFile): void {
  renameSync(writeDraft(file, content), file);
}

function writeDraft(file: string, content: TableFile): string {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(content), { mode: 0o600 });
  return draft;
}

/** The launcher that holds the file; undefined when it is missing or unreadable. */
export function readLauncher(file: string): Launcher | undefined {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as TableFile).launcher;
  } catch {
    return undefined;
  }
}

/** Stops orphan processes of a dead launcher, if its own reaper has not done so, and removes the file. */
export async function cleanUpAfterDeadLauncher(file: string): Promise<void> {
  // Without a launcher, its stdin is at EOF at once.
  const reaper = spawn(process.execPath, [reaperScript, file], { stdio: 'ignore' });
  await new Promise((resolve) => reaper.once('close', resolve));
}
