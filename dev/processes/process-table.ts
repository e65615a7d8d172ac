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

/** Stop order: writers before the services that they write to. */
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
 * All running processes that this launcher has started. They are listed in a file, which is also the lock of the data
 * folder, and which the reaper reads when the launcher has died.
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
   * Acquires the lock, after stopping orphan processes of a launcher that died.
   * @param files that the reaper removes if this launcher dies.
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

  /**
   * Starts a process in its own process group, so that Ctrl-C does not reach it directly and the launcher can stop all
   * in order.
   */
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

  /** Stops everything in order, each process by its plan. Nothing can be started afterwards. */
  async stopAll(onStopped: (name: ProcessName) => void): Promise<void> {
    if (this.state === 'open') this.state = 'closed';
    for (const name of stopOrder) {
      const named = [...this.running].filter(([entry]) => entry.name === name);
      await Promise.all(named.map(([entry, gone]) => stopEntry(entry, gone)));
      if (named.length > 0 && name !== 'tool') onStopped(name);
    }
  }

  /** Sends SIGKILL to everything. */
  killAll(): void {
    this.state = 'closed';
    for (const { pid } of this.running.keys()) sendSignal(-pid, 'SIGKILL');
  }

  /** Releases the lock. Resolves when the reaper has exited too. */
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
  // Kills descendants left in the process group, and the process itself if it has ignored the signals.
  sendSignal(-pid, 'SIGKILL');
  await gone;
}

export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has exited already.
  }
}
