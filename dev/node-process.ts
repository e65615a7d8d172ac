import { join } from 'node:path';
import { askPage } from './ask-page.js';
import { ConsoleLog } from './processes/process-log.js';
import { ManagedProcess } from './processes/managed-process.js';
import { root } from './files/root.js';
import type { Session } from './session.js';

/** A little longer than the ten seconds after which api and worker exit by force. */
const stopPlan = [{ signal: 'SIGTERM', graceMs: 12_000 } as const];
const answerWithinMs = 2_000;

/**
 * Starts the compiled api or worker and restarts it when it crashes. Resolves when its health page answers 200.
 * @param nodeOptions given to Node itself, in front of the program.
 * @throws SetupProblem with the page's last answer when that takes over a minute, or when the process keeps crashing.
 */
export async function startNodeProcess(
  session: Session,
  name: 'api' | 'worker',
  env: NodeJS.ProcessEnv,
  readyPage: string,
  nodeOptions: readonly string[] = [],
): Promise<void> {
  const managed = new ManagedProcess(
    {
      name,
      command: process.execPath,
      args: ['--enable-source-maps', ...nodeOptions, join(root, 'dist', name, 'main.js')],
      options: { cwd: root, env },
      stop: stopPlan,
      log: new ConsoleLog(name),
      isReady: () => askPage(readyPage, answerWithinMs),
    },
    session,
  );
  session.processes.push(managed);
  await managed.start();
}
