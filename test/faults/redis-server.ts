import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { freePort } from '../../dev/ports.js';
import type { ProcessTable } from '../../dev/processes/process-table.js';
import { findOrInstallRedis } from '../../dev/services/redis-binary.js';

const askEveryMs = 20;

/** A Redis that can be killed, frozen, followed and emptied. */
export class RedisServer {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly table: ProcessTable,
    private readonly folder: string,
    private readonly program: string,
    readonly port: number,
    private follows: RedisServer | undefined,
  ) {}

  static async create(table: ProcessTable, dataDir: string, follows?: RedisServer): Promise<RedisServer> {
    const port = await freePort();
    const folder = join(dataDir, `redis-${port}`);
    mkdirSync(folder);
    const server = new RedisServer(table, folder, await findOrInstallRedis(table), port, follows);
    await server.start();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const settings = {
      ...{ port: this.port, bind: '127.0.0.1', dir: this.folder, save: '', 'maxmemory-policy': 'noeviction' },
      ...{ appendonly: 'yes', appendfsync: 'everysec', 'repl-diskless-sync-delay': 0 },
      ...(this.follows ? { replicaof: `127.0.0.1 ${this.follows.port}` } : {}),
    };
    const args = Object.entries(settings).flatMap(([name, value]) => [
      `--${name}`,
      ...(value === '' ? [''] : String(value).split(' ')),
    ]);
    const stopPlan = [{ signal: 'SIGKILL', graceMs: 1_000 } as const];
    this.child = this.table.spawn('redis', this.program, args, stopPlan, { stdio: 'ignore' });
    const isUp = this.follows ? /master_link_status:up/ : /loading:0/;
    while (!isUp.test(await this.command('INFO').catch(() => ''))) await wait(askEveryMs);
  }

  async kill(): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** From here on it follows nobody and takes writes. */
  async promote(): Promise<void> {
    this.follows = undefined;
    await this.command('REPLICAOF', 'NO', 'ONE');
  }

  freeze(): void {
    this.child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
  }

  /** Runs one command on a connection of its own. */
  async command(name: string, ...args: (string | number)[]): Promise<string> {
    const redis = new Redis(this.url, {
      lazyConnect: true,
      retryStrategy: () => null,
      maxRetriesPerRequest: 0,
    });
    redis.on('error', () => undefined);
    try {
      await redis.connect();
      return String(await redis.call(name, ...args));
    } finally {
      redis.disconnect();
    }
  }
}
