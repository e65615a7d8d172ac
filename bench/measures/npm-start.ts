import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { DataDir } from '../../dev/files/data-dir.js';
import { freePort } from '../../dev/settings/ports.js';
import { root } from '../../dev/files/root.js';
import { firstOk } from './first-ok.js';

/** One `npm start` with its own data folder and ports. */
export class NpmStart {
  private output = '';
  private readonly gone: Promise<unknown>;

  private constructor(
    private readonly npm: ChildProcess,
    private readonly url: string,
  ) {
    for (const stream of [npm.stdout, npm.stderr])
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.gone = once(npm, 'close');
  }

  static async run(dataDir: DataDir): Promise<NpmStart> {
    const { PATH, HOME } = process.env;
    const port = await freePort();
    const npm = spawn('npm', ['start'], {
      cwd: root,
      env: { PATH, HOME, METRICS_PORT: '0', DATA_DIR: dataDir.path, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return new NpmStart(npm, `http://127.0.0.1:${port}/readyz`);
  }

  /** Resolves when it is ready. @throws with its output when it exits instead. */
  async ready(): Promise<void> {
    const ended = this.gone.then(() => {
      throw new Error(`npm start has ended:\n${this.output}`);
    });
    await Promise.race([firstOk(this.url), ended]);
  }

  /** Resolves when all its processes have stopped gracefully. */
  async stop(): Promise<void> {
    this.npm.kill('SIGTERM');
    await this.gone;
  }
}
