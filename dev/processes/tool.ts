import type { SpawnOptions } from 'node:child_process';
import type { ProcessTable } from './process-table.js';

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

/**
 * Runs a command to its end, as part of the set-up.
 * @returns what it printed.
 * @throws ToolFailed when it exits with anything but 0.
 */
export function runTool(
  table: ProcessTable,
  command: string,
  args: string[],
  options: SpawnOptions = {},
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
    const fail = () => {
      reject(new ToolFailed([command, ...args].join(' '), output));
    };
    child.once('error', (error) => {
      output += error.message;
      fail();
    });
    child.once('close', (code) => {
      if (code === 0) resolve(output);
      else fail();
    });
  });
}

/** The same for a script that Node runs. */
export function runNode(table: ProcessTable, args: string[], options: SpawnOptions = {}): Promise<string> {
  return runTool(table, process.execPath, args, options);
}
