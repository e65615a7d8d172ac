import { once } from 'node:events';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from '../../dev/settings/ports.js';
import type { ProcessTable } from '../../dev/processes/process-table.js';
import { postgresBinaries, type Binaries } from '../../dev/services/postgres-binaries.js';
import { createCluster, superuser } from '../../dev/services/postgres-cluster.js';
import { postgresUser, type RunAs } from '../../dev/services/postgres-user.js';

const password = 'faults';
const askEveryMs = 20;
/** What is written need not survive a power cut, only crashes of its own processes. */
const settings = ['fsync=off', 'full_page_writes=off', 'max_connections=200', 'listen_addresses=127.0.0.1'];

/** A PostgreSQL that can crash. */
export class PostgresServer {
  private child: ChildProcess | undefined;

  private constructor(
    private readonly table: ProcessTable,
    private readonly folder: string,
    private readonly binaries: Binaries,
    private readonly runAs: RunAs,
    readonly port: number,
  ) {}

  static async create(table: ProcessTable, dataDir: string): Promise<PostgresServer> {
    const [folder, binaries, runAs] = [join(dataDir, 'postgres'), await postgresBinaries(), postgresUser()];
    await createCluster(folder, password, binaries, runAs, table);
    const server = new PostgresServer(table, folder, binaries, runAs, await freePort());
    await server.start();
    return server;
  }

  url(database: string): string {
    return `postgres://${superuser}:${password}@127.0.0.1:${this.port}/${database}`;
  }

  /** Resolves when it accepts connections, after whatever recovery it needs. */
  async start(): Promise<void> {
    const given = [...settings, `port=${this.port}`, 'unix_socket_directories='];
    const args = ['-D', this.folder, ...given.flatMap((setting) => ['-c', setting])];
    const stopPlan = [{ signal: 'SIGQUIT', graceMs: 5_000 } as const];
    this.child = this.table.spawn('postgres', this.binaries.postgres, args, stopPlan, {
      ...this.runAs,
      stdio: 'ignore',
    });
    while (!(await this.run('postgres', 'SELECT 1').catch(() => false))) await wait(askEveryMs);
  }

  /** An immediate stop: nothing is finished, nothing is written down. */
  async crash(): Promise<void> {
    const { child } = this;
    if (!child) return;
    const gone = once(child, 'exit');
    child.kill('SIGQUIT');
    await gone;
  }

  /** Runs one statement on a connection of its own. */
  async run(database: string, sql: string): Promise<true> {
    const client = new pg.Client({ connectionString: this.url(database), connectionTimeoutMillis: 2_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query(sql);
      return true;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
