import type { ProcessTable } from '../processes/process-table.js';
import { SetupProblem } from '../setup-problem.js';
import { ToolFailed } from '../processes/tool.js';
import { aptGet, aptInstall, findProgram } from './apt.js';

const servers = ['redis-server', 'valkey-server'];

/**
 * Finds a Redis server on this machine, or installs it with apt where that needs no password.
 * @throws SetupProblem that says how to get one, everywhere else.
 */
export async function findOrInstallRedis(table: ProcessTable): Promise<string> {
  const found = findProgram(servers);
  if (found) return found;
  await install(table);
  const installed = findProgram(servers);
  if (installed) return installed;
  throw missing();
}

async function install(table: ProcessTable): Promise<void> {
  const command = aptGet();
  if (!command) throw missing();
  console.log(
    `  … There is no Redis server here: installing Debian's with "${command.join(' ')} install redis-server"`,
  );
  try {
    await aptInstall(table, command, 'redis-server');
  } catch (error) {
    if (error instanceof ToolFailed)
      throw missing(`apt-get could not install it:\n${error.output.trimEnd()}\n`);
    throw error;
  }
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
