import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A baseline script in its own child process, as ParkMate's are. */
export class BaselineProcess {
  private constructor(
    private readonly child: ChildProcess,
    /** The port that it listens on, or 0. */
    readonly port: number,
  ) {}

  /** Starts a script of this folder. Resolves when it has reported its port, or 0 for none. */
  static async start(script: string, env: Record<string, string> = {}): Promise<BaselineProcess> {
    const child = fork(join(import.meta.dirname, script), {
      execArgv: ['--import', 'tsx'],
      env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
    });
    const ended = once(child, 'exit').then(() => {
      throw new Error(`${script} ended before it was ready`);
    });
    const [port] = (await Promise.race([once(child, 'message'), ended])) as [number];
    ended.catch(() => undefined);
    return new BaselineProcess(child, port);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Resolves when the script sends this message. */
  says(what: string): Promise<void> {
    return new Promise((resolve) => {
      this.child.on('message', (message) => {
        if (message === what) resolve();
      });
    });
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }
}

/** Called by a script of this folder when it is ready. */
export const sayReady = (port: number): void => {
  process.send?.(port);
};
