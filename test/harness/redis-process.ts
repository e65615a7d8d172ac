import { mkdirSync } from 'node:fs';
import { Redis } from 'ioredis';
import type { ProcessTable } from '../../dev/processes/process-table.js';
import { SupervisedProcess } from './supervised-process.js';

/** How a Redis server is to run, in its own words. */
export type RedisSettings = Record<string, string | number>;

/** A Redis server on this machine that can be killed, frozen and asked. */
export abstract class RedisProcess {
  private process: SupervisedProcess | undefined;

  protected constructor(
    private readonly table: ProcessTable,
    protected readonly folder: string,
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
    const ready = async () => this.isUp(await this.command('INFO'));
    this.process = new SupervisedProcess(this.table, { name: 'redis', command: this.program, args, ready });
    await this.process.start();
  }

  async kill(): Promise<void> {
    await this.process?.kill();
  }

  freeze(): void {
    this.process?.freeze();
  }

  thaw(): void {
    this.process?.thaw();
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
