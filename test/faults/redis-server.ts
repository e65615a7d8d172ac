import { join } from 'node:path';
import { freePort } from '../../dev/settings/ports.js';
import type { ProcessTable } from '../../dev/processes/process-table.js';
import { findOrInstallRedis } from '../../dev/services/redis-binary.js';
import { RedisProcess, type RedisSettings } from '../harness/redis-process.js';

/** A Redis that can be followed and promoted, and that keeps what it holds when it is killed. */
export class RedisServer extends RedisProcess {
  private constructor(
    table: ProcessTable,
    folder: string,
    program: string,
    port: number,
    private follows: RedisServer | undefined,
  ) {
    super(table, folder, program, port);
  }

  static async create(table: ProcessTable, dataDir: string, follows?: RedisServer): Promise<RedisServer> {
    const port = await freePort();
    const folder = join(dataDir, `redis-${port}`);
    const server = new RedisServer(table, folder, await findOrInstallRedis(table), port, follows);
    await server.start();
    return server;
  }

  protected settings(): RedisSettings {
    return {
      ...{ appendonly: 'yes', appendfsync: 'everysec', 'repl-diskless-sync-delay': 0 },
      ...(this.follows ? { replicaof: `127.0.0.1 ${this.follows.port}` } : {}),
    };
  }

  protected isUp(info: string): boolean {
    return (this.follows ? /master_link_status:up/ : /loading:0/).test(info);
  }

  /** From here on it follows nobody and takes writes. */
  async promote(): Promise<void> {
    this.follows = undefined;
    await this.command('REPLICAOF', 'NO', 'ONE');
  }
}
