import { join } from 'node:path';
import pg from 'pg';
import { freePort } from '../../dev/settings/ports.js';
import type { ProcessTable } from '../../dev/processes/process-table.js';
import { postgresBinaries } from '../../dev/services/postgres-binaries.js';
import { createCluster, superuser } from '../../dev/services/postgres-cluster.js';
import { postgresUser } from '../../dev/services/postgres-user.js';
import { SupervisedProcess } from '../harness/supervised-process.js';

const password = 'faults';
/** What is written need not survive a power cut, only crashes of its own processes. */
const settings = ['fsync=off', 'full_page_writes=off', 'max_connections=200', 'listen_addresses=127.0.0.1'];

/** A PostgreSQL that can crash. */
export class PostgresServer {
  private constructor(
    private readonly process: SupervisedProcess,
    readonly port: number,
  ) {}

  static async create(table: ProcessTable, dataDir: string): Promise<PostgresServer> {
    const [folder, binaries, runAs] = [join(dataDir, 'postgres'), await postgresBinaries(), postgresUser()];
    await createCluster(folder, password, binaries, runAs, table);
    const port = await freePort();
    const given = [...settings, `port=${port}`, 'unix_socket_directories='];
    const process: SupervisedProcess = new SupervisedProcess(table, {
      name: 'postgres',
      command: binaries.postgres,
      args: ['-D', folder, ...given.flatMap((setting) => ['-c', setting])],
      options: runAs,
      stopPlan: [{ signal: 'SIGQUIT', graceMs: 5_000 }],
      ready: () => server.run('postgres', 'SELECT 1'),
    });
    const server: PostgresServer = new PostgresServer(process, port);
    await server.start();
    return server;
  }

  url(database: string): string {
    return `postgres://${superuser}:${password}@127.0.0.1:${this.port}/${database}`;
  }

  /** Resolves when it accepts connections, after whatever recovery it needs. */
  async start(): Promise<void> {
    await this.process.start();
  }

  /** An immediate stop: nothing is finished, nothing is written down. */
  async crash(): Promise<void> {
    await this.process.end('SIGQUIT');
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
