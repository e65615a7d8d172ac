import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { ProcessName, ProcessTable } from '../../dev/processes/process-table.js';
import type { StopPlan } from '../../dev/processes/table-file.js';
import { hereMs } from '../../dev/tests/machine.js';

/** What is run, and how to tell that it does its work. */
interface Program {
  name: ProcessName;
  command: string;
  args: readonly string[];
  options?: Pick<SpawnOptions, 'cwd' | 'env' | 'uid' | 'gid'>;
  /** How whoever ends the run ends it; by SIGKILL if nothing is said. */
  stopPlan?: StopPlan;
  /** What it prints when it can be worked with; or a question that is asked until the answer is yes. */
  ready: RegExp | (() => Promise<boolean>);
}

const startWithinMs = 40_000;
const askEveryMs = 20;
const keptCharacters = 60_000;
const killAtOnce: StopPlan = [{ signal: 'SIGKILL', graceMs: 1_000 }];

/**
 * A process of a test, which can be started, killed, frozen, asked to stop and started again. Should the test itself be
 * killed, the reaper of the process table ends it.
 */
export class SupervisedProcess {
  private child: ChildProcess | undefined;
  private exit: Promise<unknown> = Promise.resolve();
  private close: Promise<number | null> = Promise.resolve(null);
  private readonly printed = new EventEmitter();
  private output = '';
  private lines = 0;

  constructor(
    private readonly table: ProcessTable,
    private readonly program: Program,
  ) {}

  get name(): string {
    return this.program.name;
  }

  get pid(): number {
    if (this.child?.pid === undefined) throw new Error(`${this.name} was not started`);
    return this.child.pid;
  }

  get isRunning(): boolean {
    const { child } = this;
    return child?.pid !== undefined && child.exitCode === null && child.signalCode === null;
  }

  /** The end of what it has printed since it was started. */
  get log(): string {
    return this.output;
  }

  /** How many lines it has printed since then. */
  get linesPrinted(): number {
    return this.lines;
  }

  /** Starts it without waiting: some are meant to die before they are ready. */
  spawn(): this {
    const { name, command, args, options, stopPlan = killAtOnce } = this.program;
    const child = this.table.spawn(name, command, [...args], stopPlan, {
      ...options,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    this.output = '';
    this.lines = 0;
    this.exit = new Promise((resolve) => child.once('exit', resolve).once('error', resolve));
    this.close = new Promise((resolve) => child.once('close', resolve));
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        const text = chunk.toString();
        this.lines += text.split('\n').length - 1;
        this.output = (this.output + text).slice(-keptCharacters);
        this.printed.emit('more');
      });
    }
    return this;
  }

  /** Starts it, also again, and resolves when it is ready. */
  start(): Promise<this> {
    return this.spawn().ready();
  }

  /** Resolves when it can be worked with. @throws with what it printed, when it ends before or takes too long. */
  async ready(): Promise<this> {
    const { ready } = this.program;
    if (ready instanceof RegExp) await this.says(ready);
    else await this.answers(ready);
    return this;
  }

  /** Resolves as soon as the end of its output holds this. @throws as `ready` */
  async says(pattern: RegExp): Promise<void> {
    const signal = AbortSignal.timeout(hereMs(startWithinMs));
    const ended = this.exit;
    while (!pattern.test(this.output)) {
      if (!this.isRunning || signal.aborted) throw this.failure(`did not print ${String(pattern)}`);
      await Promise.race([once(this.printed, 'more', { signal }).catch(() => undefined), ended]);
    }
  }

  /** Resolves when it has ended, of whatever cause. */
  async ended(): Promise<void> {
    await this.exit;
  }

  /** Resolves when it has ended, with all that it has printed. */
  async completed(): Promise<{ code: number | null; said: string }> {
    const code = await this.close;
    return { code, said: this.output };
  }

  /** Asks it to stop in order, and resolves when it is gone. */
  stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  freeze(): void {
    this.signal('SIGSTOP');
  }

  thaw(): void {
    this.signal('SIGCONT');
  }

  signal(signal: NodeJS.Signals): void {
    this.child?.kill(signal);
  }

  /** Resolves when it is gone. */
  async end(signal: NodeJS.Signals): Promise<void> {
    if (this.isRunning) this.signal(signal);
    await this.exit;
  }

  private async answers(isReady: () => Promise<boolean>): Promise<void> {
    const late = AbortSignal.timeout(hereMs(startWithinMs));
    while (!(await isReady().catch(() => false))) {
      if (!this.isRunning || late.aborted) throw this.failure('did not become ready');
      await wait(askEveryMs);
    }
  }

  private failure(what: string): Error {
    return new Error(
      `${this.name} ${this.isRunning ? '' : 'has ended and '}${what}. It printed:\n${this.output}`,
    );
  }
}
