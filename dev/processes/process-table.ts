import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { processIdentity } from './process-identity.mjs';
import {
  cleanUpAfterDeadLauncher,
  createTable,
  reaperScript,
  readLauncher,
  writeTable,
  type Entry,
  type StopPlan,
  type TableFile,
} from './table-file.js';

/** Stopped in this order: who writes comes first, what is written to comes last. */
const stopOrder = ['tool', 'api', 'worker', 'redis', 'postgres'] as const;
export type ProcessName = (typeof stopOrder)[number];

const takeOverAttempts = 5;

/** Another launcher holds the lock. */
export class AlreadyRunning extends Error {
  constructor(readonly pid: number) {
    super(`Process ${pid} is running already.`);
  }
}

/**
 * Everything that this launcher has started and that still runs. It is kept in a file, which is at once the lock on the
 * data folder and what the reaper reads when the launcher is gone.
 */
export class ProcessTable {
  private readonly running = new Map<Entry, Promise<unknown>>();
  private state: 'open' | 'closed' | 'released' = 'open';
  private reaper: ChildProcess | undefined;

  private constructor(
    private readonly file: string,
    private readonly files: string[],
  ) {}

  /**
   * Takes the lock. What a launcher that died left behind is stopped first.
   * @param files removed by the reaper if this launcher dies.
   * @throws AlreadyRunning
   */
  static async open(file: string, files: string[]): Promise<ProcessTable> {
    const table = new ProcessTable(file, files);
    for (let attempt = 0; !createTable(file, table.content()); attempt++) {
      const launcher = readLauncher(file);
      if (launcher && launcher.identity === processIdentity(launcher.pid))
        throw new AlreadyRunning(launcher.pid);
      if (attempt === takeOverAttempts) throw new Error(`What ${file} lists could not be stopped.`);
      if (launcher) await cleanUpAfterDeadLauncher(file);
      else rmSync(file, { force: true });
    }
    table.startReaper();
    return table;
  }

  /** Starts a process that leads a group of its own, so that Ctrl-C reaches it through the launcher and in order. */
  spawn(
    name: ProcessName,
    command: string,
    args: string[],
    stop: StopPlan,
    options: SpawnOptions,
  ): ChildProcess {
    if (this.state !== 'open') throw new Error('The launcher is stopping.');
    const child = spawn(command, args, { ...options, detached: true });
    if (child.pid !== undefined) {
      const entry = { name, pid: child.pid, identity: processIdentity(child.pid), stop };
      const gone = new Promise((resolve) => child.once('exit', resolve)).then(() => {
        this.running.delete(entry);
        this.write();
      });
      this.running.set(entry, gone);
      this.write();
    }
    return child;
  }

  /** Stops everything in order, each process by its plan. From here on nothing more is started. */
  async stopAll(onStopped: (name: ProcessName) => void): Promise<void> {
    if (this.state === 'open') this.state = 'closed';
    for (const name of stopOrder) {
      const named = [...this.running].filter(([entry]) => entry.name === name);
      await Promise.all(named.map(([entry, gone]) => stopEntry(entry, gone)));
      if (named.length > 0 && name !== 'tool') onStopped(name);
    }
  }

  /** Ends everything at once, whatever it was about to write. */
  killAll(): void {
    this.state = 'closed';
    for (const { pid } of this.running.keys()) sendSignal(-pid, 'SIGKILL');
  }

  /** Gives the lock back. Resolves when the reaper, too, is gone. */
  async release(): Promise<void> {
    this.state = 'released';
    rmSync(this.file, { force: true });
    const { reaper } = this;
    if (!reaper || reaper.exitCode !== null || reaper.signalCode !== null) return;
    const gone = new Promise((resolve) => reaper.once('exit', resolve));
    reaper.ref();
    reaper.stdin?.end();
    await gone;
  }

  private content(): TableFile {
    const processes = stopOrder.flatMap((name) =>
      [...this.running.keys()].filter((entry) => entry.name === name),
    );
    return {
      launcher: { pid: process.pid, identity: processIdentity(process.pid) },
      files: this.files,
      processes,
    };
  }

  private write(): void {
    if (this.state !== 'released') writeTable(this.file, this.content());
  }

  private startReaper(): void {
    this.reaper = spawn(process.execPath, ['--max-old-space-size=16', reaperScript, this.file], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    this.reaper.stdin?.on('error', () => undefined);
    this.reaper.once('exit', () => {
      if (this.state !== 'released') this.startReaper();
    });
    this.reaper.unref();
  }
}

async function stopEntry({ pid, stop }: Entry, gone: Promise<unknown>): Promise<void> {
  const timer = new AbortController();
  const isGone = gone.then(() => true);
  for (const { signal, graceMs } of stop) {
    sendSignal(pid, signal);
    const late = sleep(graceMs, false, { signal: timer.signal }).catch(() => false);
    if (await Promise.race([isGone, late])) break;
  }
  timer.abort();
  // Takes what the process may have left of its group, and the process itself if no signal did.
  sendSignal(-pid, 'SIGKILL');
  await gone;
}

export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It is gone already.
  }
}
