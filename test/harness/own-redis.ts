import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from '../../dev/settings/ports.js';
import { ProcessTable } from '../../dev/processes/process-table.js';
import { findOrInstallRedis } from '../../dev/services/redis-binary.js';

/** A Redis server of a test's own, which may be killed and emptied. It remembers nothing when it is killed. */
export class OwnRedis {
  private server: ChildProcess | undefined;

  private constructor(
    private readonly folder: string,
    private readonly table: ProcessTable,
    private readonly program: string,
    private readonly port: number,
  ) {}

  /** Prepares a server and its address without starting it. */
  static async prepare(): Promise<OwnRedis> {
    const folder = mkdtempSync(join(tmpdir(), 'parkmate-redis-'));
    const table = await ProcessTable.open(join(folder, 'processes.lock'), []);
    return new OwnRedis(folder, table, await findOrInstallRedis(table), await freePort());
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Resolves when it answers. */
  async start(): Promise<void> {
    const settings = ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--dir', this.folder];
    const stopPlan = [{ signal: 'SIGKILL', graceMs: 1_000 } as const];
    this.server = this.table.spawn('redis', this.program, settings, stopPlan, { stdio: 'ignore' });
    const redis = this.connect();
    await redis.ping();
    redis.disconnect();
  }

  /** A connection that waits for the server. Whoever asks for it closes it. */
  connect(): Redis {
    const redis = new Redis(this.url, { retryStrategy: () => 20, maxRetriesPerRequest: null });
    redis.on('error', () => undefined);
    return redis;
  }

  async kill(): Promise<void> {
    if (!this.server) return;
    const gone = once(this.server, 'exit');
    this.server.kill('SIGKILL');
    this.server = undefined;
    await gone;
  }

  async close(): Promise<void> {
    await this.kill();
    await this.table.release();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
