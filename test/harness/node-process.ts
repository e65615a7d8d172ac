import { join } from 'node:path';
import { root } from '../../dev/files/root.js';
import type { ProcessTable } from '../../dev/processes/process-table.js';
import { testProcesses } from './process-table.js';
import { SupervisedProcess } from './supervised-process.js';

interface Start {
  env: Record<string, string>;
  args?: readonly string[];
  /** Holds `dist` and `node_modules`; the product's own if nothing is said. */
  tree?: string;
  nodeArguments?: readonly string[];
}

const ready = /\bready\b/;

/**
 * One real process of ParkMate, from compiled code.
 * @param script the name of its bundle, such as `api/main`.
 * @param start.env all of its settings: it inherits none from the tests.
 */
export const compiledProcess = (
  table: ProcessTable,
  script: string,
  { env, args = [], tree = root, nodeArguments = [] }: Start,
): SupervisedProcess =>
  new SupervisedProcess(table, {
    name: script === 'api/main' ? 'api' : script === 'worker/main' ? 'worker' : 'tool',
    command: process.execPath,
    args: [...nodeArguments, join(tree, 'dist', `${script}.js`), ...args],
    options: { cwd: tree, env: { PATH: process.env.PATH, ...env } },
    ready,
  });

/** Starts the api or a worker for a test. Resolves when it is ready. */
export const startProcess = async (
  name: 'api' | 'worker',
  env: Record<string, string>,
): Promise<SupervisedProcess> => compiledProcess(await testProcesses(), `${name}/main`, { env }).start();

/** Starts a compiled script that ends by itself, or that somebody kills. */
export const startScript = async (
  script: string,
  env: Record<string, string>,
  args: readonly string[] = [],
): Promise<SupervisedProcess> => compiledProcess(await testProcesses(), script, { env, args }).spawn();

/** Runs a compiled script to its end. */
export const runScript = async (
  ...given: Parameters<typeof startScript>
): Promise<{ code: number | null; said: string }> => (await startScript(...given)).completed();

/** A script of the tests' own, from TypeScript, which says that it is ready. */
export const scriptProcess = (
  table: ProcessTable,
  script: string,
  parameters: readonly string[],
): SupervisedProcess =>
  new SupervisedProcess(table, {
    name: 'tool',
    command: process.execPath,
    args: ['--import', 'tsx', script, ...parameters],
    options: { cwd: root, env: { PATH: process.env.PATH } },
    ready,
  });
