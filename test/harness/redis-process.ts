import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { ProcessTable } from '../../dev/processes/process-table.js';

const askEveryMs = 20;
const stopPlan = [{ signal: 'SIGKILL', graceMs: 1_000 } as const];

/** How a Redis server is to run, in its own words. */
export type RedisSettings = Record<string, string | number>;

/** A Redis server on this machine that can be killed, frozen and asked. */
export abstract class RedisProcess {
  private child: ChildProcess | undefined;

  protected constructor(
    private readonly table: ProcessTable,
    private readonly folder: string,
    private readonly program: string,
    readonly port: number,
  ) {}

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Its settings beyond those that every one has. */
  protected abstract settings(): RedisSettings;

  /** Whether it can be worked with, by its answer to INFO. */
  protected abstract isUp(info: string): boolean;

  /** Resolves when it can be worked with. */
  async start(): Promise<void> {
    mkdirSync(this.folder, { recursive: true });
    const all = {
      ...{ port: this.port, bind: '127.0.0.1', dir: this.folder, save: '', 'maxmemory-policy': 'noeviction' },
      ...this.settings(),
    };
    const args = Object.entries(all).flatMap(([name, value]) => [
      `--${name}`,
      ...(value === '' ? [''] : String(value).split(' ')),
    ]);
    this.child = this.table.spawn('redis', this.program, args, stopPlan, { stdio: 'ignore' });
    while (!this.isUp(await this.command('INFO').catch(() => ''))) await wait(askEveryMs);
  }

  async kill(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  /** A connection to this server alone, which does not come back by itself. Whoever asks for it closes it. */
  connect(): Redis {
    const redis = new Redis(this.url, { retryStrategy: () => null, maxRetriesPerRequest: 0 });
    redis.on('error', () => undefined);
    return redis;
  }

  /** Runs one command on a connection of its own. */
  async command(name: string, ...args: (string | number)[]): Promise<string> {
    return String(await this.ask(name, ...args));
  }

  /** The same, with the answer as it is. */
  async ask(name: string, ...args: (string | number)[]): Promise<unknown> {
    const redis = this.connect();
    try {
      return await redis.call(name, ...args);
    } finally {
      redis.disconnect();
    }
  }
}
