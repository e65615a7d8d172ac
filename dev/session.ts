import { styleText } from 'node:util';
import { openDataDir, type DataDir } from './files/data-dir.js';
import type { ManagedProcess } from './processes/managed-process.js';
import { AlreadyRunning, ProcessTable } from './processes/process-table.js';
import { removeRunFile } from './files/run-file.js';
import { ToolFailed } from './processes/tool.js';
import { errorCode, SetupProblem } from './setup-problem.js';
import { silenceSteps } from './steps.js';
import { stopRequested } from './stop-requests.js';

/** One run of the launcher on a data folder, from acquiring its lock to releasing it. */
export interface Session {
  dataDir: DataDir;
  table: ProcessTable;
  processes: ManagedProcess[];
  /** Called whenever a process starts or exits. */
  onChange: () => void;
}

/**
 * Runs `work` in a session and exits when it is done, has failed, or a stop is requested. Everything that was started
 * is stopped first, in order.
 * @param exitCodeWhenStopped exit code after a stop request.
 * @param work resolves to the exit code, or never, to run until a stop is requested.
 */
export async function runSession(
  dataDir: DataDir,
  exitCodeWhenStopped: number,
  work: (session: Session) => Promise<number>,
): Promise<never> {
  let session: Session | undefined;
  let exitCode = 1;
  const force = () => {
    session?.table.killAll();
    process.exit(1);
  };
  const stop = stopRequested(force).then((reason) => {
    console.log(`\nStopping (${reason})`);
    return exitCodeWhenStopped;
  });
  try {
    session = await openSession(dataDir);
    exitCode = await Promise.race([work(session), stop]);
  } catch (error) {
    report(error);
  }
  silenceSteps();
  if (session) await closeSession(session);
  process.exit(exitCode);
}

async function openSession(dataDir: DataDir): Promise<Session> {
  openDataDir(dataDir);
  const table = await takeLock(dataDir);
  removeRunFile(dataDir.runFile);
  return { dataDir, table, processes: [], onChange: () => undefined };
}

async function takeLock(dataDir: DataDir): Promise<ProcessTable> {
  try {
    return await ProcessTable.open(dataDir.lockFile, [dataDir.runFile]);
  } catch (error) {
    if (!(error instanceof AlreadyRunning)) throw error;
    throw new SetupProblem(
      `ParkMate is running already on ${dataDir.path} (process ${error.pid}).`,
      'Use that one, stop it with Ctrl-C first, or start a second one beside it with another DATA_DIR and PORT.',
    );
  }
}

async function closeSession(session: Session): Promise<void> {
  const { dataDir, table, processes } = session;
  // The exits of processes that are stopped now must not write the run file again.
  session.onChange = () => undefined;
  removeRunFile(dataDir.runFile);
  for (const managed of processes) managed.retire();
  await table.stopAll((name) => {
    console.log(`  ${styleText('green', '✓')} ${name} stopped`);
  });
  await table.release();
}

function report(error: unknown): void {
  const mark = styleText('red', '✗');
  if (error instanceof SetupProblem) {
    console.error(`\n${mark} ${error.message}\n  ${error.advice.replaceAll('\n', '\n  ')}`);
  } else if (error instanceof ToolFailed) {
    console.error(`\n${mark} ${error.message}`);
  } else if (errorCode(error) !== undefined) {
    console.error(`\n${mark} The system refused: ${(error as Error).message}`);
    console.error('  See whether this user may write there, and whether the disk is full.');
  } else {
    console.error(`\n${mark}`, error);
  }
}
