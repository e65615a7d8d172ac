import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import type { ProcessTable } from '../processes/process-table.js';
import { runTool } from '../processes/tool.js';
import { isExecutable } from './is-executable.js';

/** The first of these programs that is on the PATH, or in one of the further folders. */
export function findProgram(names: string[], furtherFolders: string[] = []): string | undefined {
  const onPath = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const folders = [...onPath, ...furtherFolders];
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/** The command line of apt-get where it needs no password; undefined where it is not available. */
export function aptGet(): string[] | undefined {
  const prefix = rootPrefix();
  return findProgram(['apt-get']) && prefix ? [...prefix, 'apt-get'] : undefined;
}

/** The command prefix that runs as root without a password prompt; undefined when there is none. */
function rootPrefix(): string[] | undefined {
  if (process.getuid?.() === 0) return [];
  return findProgram(['sudo']) && spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n'] : undefined;
}

/** @throws ToolFailed with the output of apt-get. */
export async function aptInstall(table: ProcessTable, command: string[], name: string): Promise<void> {
  const apt = (...args: string[]) => {
    const prefix = command.slice(0, -1);
    const [first, ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qy', ...args];
    return runTool(table, first ?? 'env', rest);
  };
  const install = () => apt('-o', 'DPkg::Lock::Timeout=60', 'install', '--no-install-recommends', name);
  // The package lists may be missing or stale: on failure update them and retry.
  await install().catch(() => apt('update').then(install));
}
