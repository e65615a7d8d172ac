import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConsoleLog } from './processes/part-log.js';
import { Part } from './processes/part.js';
import { root } from './root.js';
import type { Session } from './session.js';
import { SetupProblem } from './setup-problem.js';

/** A little longer than the ten seconds after which api and worker end themselves by force. */
const stopPlan = [{ signal: 'SIGTERM', graceMs: 12_000 } as const];
const answerWithinMs = 2_000;
const readyWithinMs = 60_000;

/**
 * Starts the compiled api or worker and keeps it running. Resolves when its page says 200.
 * @throws SetupProblem with the page's last answer when that takes over a minute, or when the process keeps crashing.
 */
export async function startNodePart(
  session: Session,
  name: 'api' | 'worker',
  env: NodeJS.ProcessEnv,
  readyPage: string,
): Promise<void> {
  let answer = 'no answer';
  const part = new Part(
    {
      name,
      command: process.execPath,
      args: ['--enable-source-maps', join(root, 'dist', name, 'main.js')],
      options: { cwd: root, env },
      stop: stopPlan,
      log: new ConsoleLog(name),
      isReady: async () => {
        const response = await fetch(readyPage, { signal: AbortSignal.timeout(answerWithinMs) });
        answer = await response.text();
        return response.ok;
      },
    },
    session,
  );
  session.parts.push(part);
  const late = sleep(readyWithinMs, undefined, { ref: false }).then(() => {
    throw new SetupProblem(`The ${name} is not ready after a minute. ${readyPage} says:`, answer);
  });
  await Promise.race([part.start(), late]);
}
