import type { SpawnOptions } from 'node:child_process';
import { sendSignal, type ProcessTable } from './process-table.js';

/** A command that failed, with its output. */
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

/** Timeout, longer than any step of the set-up on a slow machine: what takes longer hangs. */
const endWithinMs = 10 * 60_000;

/**
 * Runs a command of the set-up. After the timeout its whole process group is killed; `execa` (which needs Node 22)
 * would kill the command alone and leave its children running.
 * @param options.timeout in milliseconds; default ten minutes.
 * @returns its output.
 * @throws ToolFailed when it exits with anything but 0, or is killed by the timeout.
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

/** Runs a Node script in the same way. */
export function runNode(table: ProcessTable, args: string[], options: SpawnOptions = {}): Promise<string> {
  return runTool(table, process.execPath, args, options);
}
