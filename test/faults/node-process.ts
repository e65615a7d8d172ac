import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from '../../dev/files/root.js';
import type { ProcessTable } from '../../dev/processes/process-table.js';

const startWithinMs = 40_000;
const keptCharacters = 60_000;

export interface Start {
  name: 'api' | 'worker';
  /** Holds `dist` and `node_modules`. */
  tree: string;
  env: Record<string, string>;
  nodeArguments?: string[];
}

/** One real ParkMate process, from a compiled tree, that can be killed, frozen and asked to stop. */
export class NodeProcess {
  private output = '';
  private lines = 0;
  private readonly exit: Promise<unknown>;

  private constructor(
    readonly name: string,
    private readonly child: ChildProcess,
  ) {
    this.exit = once(child, 'exit');
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        const text = chunk.toString();
        this.lines += text.split('\n').length - 1;
        this.output = (this.output + text).slice(-keptCharacters);
      });
    }
  }

  /** Starts without waiting: some are meant to die before they are ready. */
  static spawn(table: ProcessTable, { name, tree, env, nodeArguments = [] }: Start): NodeProcess {
    const script = join(tree, 'dist', name, 'main.js');
    const stopPlan = [{ signal: 'SIGKILL', graceMs: 1_000 } as const];
    const child = table.spawn(name, process.execPath, [...nodeArguments, script], stopPlan, {
      cwd: tree,
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new NodeProcess(name, child);
  }

  /** One of the suite's own, from TypeScript. */
  static script(table: ProcessTable, script: string, parameters: readonly string[]): NodeProcess {
    const stopPlan = [{ signal: 'SIGKILL', graceMs: 1_000 } as const];
    const child = table.spawn(
      'tool',
      process.execPath,
      ['--import', 'tsx', script, ...parameters],
      stopPlan,
      {
        cwd: root,
        env: { PATH: process.env.PATH },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    return new NodeProcess(script, child);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** The end of what the process has printed. */
  get log(): string {
    return this.output;
  }

  /** How many lines the process has printed. */
  get linesPrinted(): number {
    return this.lines;
  }

  /** Resolves when the process says that it is ready. @throws when it ends before, with what it printed. */
  async ready(): Promise<this> {
    await this.says(/\bready\b/, 'did not become ready');
    return this;
  }

  /** Resolves when it has frozen itself where a scenario has patched it so. @throws as `ready` */
  frozen(): Promise<void> {
    return this.says(/\bfrozen here\b/, 'did not come to where it freezes');
  }

  private async says(what: RegExp, otherwise: string): Promise<void> {
    const late = AbortSignal.timeout(startWithinMs);
    while (!what.test(this.output)) {
      const ended = this.exit.then(() => true);
      const more = this.child.stdout ? once(this.child.stdout, 'data', { signal: late }) : ended;
      if ((await Promise.race([more.catch(() => true), ended])) === true && !what.test(this.output)) {
        throw new Error(`${this.name} ${otherwise}. It printed:\n${this.output}`);
      }
    }
  }

  /** Resolves when the process has ended, of whatever cause. */
  async ended(): Promise<void> {
    if (this.isRunning) await this.exit;
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended();
  }

  /** Asks it to stop in order. */
  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    await this.ended();
  }

  freeze(): void {
    this.signal('SIGSTOP');
  }

  thaw(): void {
    this.signal('SIGCONT');
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }
}
