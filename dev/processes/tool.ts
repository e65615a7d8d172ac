import type { SpawnOptions } from 'node:child_process';
import { sendSignal, type ProcessTable } from './process-table.js';

/** A command that did not end well, with everything it printed. */
export class ToolFailed extends Error {
  constructor(
    command: string,
    readonly output: string,
  ) {
    super(`${command} failed:\n${output.trimEnd()}`);
    this.name = 'ToolFailed';
  }
}

const stopPlan = [{ signal: 'SIGTERM', graceMs: 2_000 } as const];

/** Longer than anything in the set-up takes on a slow machine; what takes longer waits for something that will not come. */
const endWithinMs = 10 * 60_000;

/**
 * Runs a command to its end, as part of the set-up. After the timeout its whole process group is killed; `execa` (which needs
 * Node 22) would kill the command alone and leave its children running.
 * @param options.timeout how long it may take, in milliseconds; ten minutes if nothing is said.
 * @returns what it printed.
 * @throws ToolFailed when it exits with anything but 0, or is ended because it took too long.
 */
export function runTool(
  table: ProcessTable,
  command: string,
  args: string[],
  { timeout = endWithinMs, ...options }: SpawnOptions = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = table.spawn('tool', command, args, stopPlan, {
      ...options,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
    }
    const late = setTimeout(() => {
      output += `\nIt did not end within ${timeout / 1_000} seconds, and was ended.`;
      if (child.pid !== undefined) sendSignal(-child.pid, 'SIGKILL');
    }, timeout);
    const fail = () => {
      reject(new ToolFailed([command, ...args].join(' '), output));
    };
    child.once('error', (error) => {
      clearTimeout(late);
      output += error.message;
      fail();
    });
    child.once('close', (code) => {
      clearTimeout(late);
      if (code === 0) resolve(output);
      else fail();
    });
  });
}

/** The same for a script that Node runs. */
export function runNode(table: ProcessTable, args: string[], options: SpawnOptions = {}): Promise<string> {
  return runTool(table, process.execPath, args, options);
}
