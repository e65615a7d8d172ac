import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const startWithinMs = 20_000;

/** One real ParkMate process, from compiled code. Its parent's death ends it. */
export class Process {
  private output = '';

  private constructor(
    readonly name: string,
    private readonly child: ChildProcess,
  ) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.output = (this.output + chunk.toString()).slice(-20_000);
      });
    }
  }

  /** Resolves when the process has logged `ready`. */
  static async start(name: 'api' | 'worker', env: Record<string, string>): Promise<Process> {
    const child = spawn(process.execPath, [`dist/${name}/main.js`], {
      cwd: root,
      env: { PATH: process.env.PATH, ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const started = new Process(name, child);
    await started.until(/\bready\b/);
    return started;
  }

  get pid(): number {
    if (this.child.pid === undefined) throw new Error(`${this.name} is not running`);
    return this.child.pid;
  }

  /** The end of what the process has printed. */
  get log(): string {
    return this.output;
  }

  /** Resolves as soon as the output holds this. */
  until(pattern: RegExp): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        fail('took too long');
      }, startWithinMs);
      const look = () => {
        if (pattern.test(this.output)) end(resolve);
      };
      const fail = (why: string) => {
        end(() => {
          reject(
            new Error(`${this.name} ${why} without printing ${String(pattern)}. It printed:\n${this.output}`),
          );
        });
      };
      const onExit = () => {
        fail('ended');
      };
      const end = (finish: () => void) => {
        clearTimeout(timer);
        this.child.stdout?.off('data', look);
        this.child.off('exit', onExit);
        finish();
      };
      this.child.stdout?.on('data', look);
      this.child.once('exit', onExit);
      look();
    });
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Ends the process and waits until it is gone. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill(signal);
    await gone;
  }
}
