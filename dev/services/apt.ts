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

/** What apt-get is called with where that needs no password; undefined where it is not to be had. */
export function aptGet(): string[] | undefined {
  const prefix = rootPrefix();
  return findProgram(['apt-get']) && prefix ? [...prefix, 'apt-get'] : undefined;
}

/** What a command begins with to run as root without anybody typing; undefined when that is not to be had. */
function rootPrefix(): string[] | undefined {
  if (process.getuid?.() === 0) return [];
  return findProgram(['sudo']) && spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n'] : undefined;
}

/** @throws ToolFailed with what apt-get said. */
export async function aptInstall(table: ProcessTable, command: string[], name: string): Promise<void> {
  const apt = (...args: string[]) => {
    const prefix = command.slice(0, -1);
    const [first, ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qy', ...args];
    return runTool(table, first ?? 'env', rest);
  };
  const install = () => apt('-o', 'DPkg::Lock::Timeout=60', 'install', '--no-install-recommends', name);
  // The lists of packages may be absent or old, and then the first try fails.
  await install().catch(() => apt('update').then(install));
}
