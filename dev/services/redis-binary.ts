import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { ProcessTable } from '../processes/process-table.js';
import { SetupProblem } from '../setup-problem.js';
import { runTool, ToolFailed } from '../processes/tool.js';

const servers = ['redis-server', 'valkey-server'];

/**
 * A Redis server on this machine, installed with apt where that needs no password.
 * @throws SetupProblem that says how to get one, everywhere else.
 */
export async function findOrInstallRedis(table: ProcessTable): Promise<string> {
  const found = find(servers);
  if (found) return found;
  await install(table);
  const installed = find(servers);
  if (installed) return installed;
  throw missing();
}

function find(names: string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function install(table: ProcessTable): Promise<void> {
  const prefix = rootPrefix();
  if (!find(['apt-get']) || !prefix) throw missing();
  console.log(
    `  … There is no Redis server here: installing Debian's with "${[...prefix, 'apt-get'].join(' ')} install redis-server"`,
  );
  const apt = (...args: string[]) => {
    const [command, ...rest] = [
      ...prefix,
      'env',
      'DEBIAN_FRONTEND=noninteractive',
      'apt-get',
      '-qy',
      ...args,
    ];
    return runTool(table, command ?? 'env', rest);
  };
  const installServer = () =>
    apt('-o', 'DPkg::Lock::Timeout=60', 'install', '--no-install-recommends', 'redis-server');
  try {
    // The lists of packages may be absent or old, and then the first try fails.
    await installServer().catch(() => apt('update').then(installServer));
  } catch (error) {
    if (error instanceof ToolFailed)
      throw missing(`apt-get could not install it:\n${error.output.trimEnd()}\n`);
    throw error;
  }
}

/** What a command begins with to run as root without anybody typing; undefined when that is not to be had. */
function rootPrefix(): string[] | undefined {
  if (process.getuid?.() === 0) return [];
  return find(['sudo']) && spawnSync('sudo', ['-n', 'true']).status === 0 ? ['sudo', '-n'] : undefined;
}

function missing(reason = ''): SetupProblem {
  return new SetupProblem(
    `ParkMate needs a Redis server, and there is none on this machine. ${reason}`,
    [
      'Get one in any of these ways, and start again:',
      '  macOS:            brew install redis',
      '  Debian, Ubuntu:   sudo apt-get install redis-server',
      '  with containers:  docker compose up',
      'or set REDIS_URL to one that runs elsewhere.',
    ].join('\n'),
  );
}
