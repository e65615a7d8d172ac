import { chownSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from '../../dev/settings/ports.js';
import type { ProcessTable } from '../../dev/processes/process-table.js';
import { runTool } from '../../dev/processes/tool.js';
import { postgresBinaries, type Binaries } from '../../dev/services/postgres-binaries.js';
import { createCluster, superuser } from '../../dev/services/postgres-cluster.js';
import { postgresUser } from '../../dev/services/postgres-user.js';
import { SupervisedProcess } from './supervised-process.js';

const password = 'faults';
/** What is written need not survive a power cut, only crashes of its own processes. */
const usual = ['fsync=off', 'full_page_writes=off', 'max_connections=200', 'listen_addresses=127.0.0.1'];

/** Writes a file of the server's user, who opens it for writing. */
function writeOwn(file: string, content: string): void {
  writeFileSync(file, content);
  const user = postgresUser();
  if ('uid' in user) chownSync(file, user.uid, user.gid);
}

/** A PostgreSQL that can crash, and be followed by a standby. */
export class PostgresServer {
  private constructor(
    private readonly table: ProcessTable,
    private readonly process: SupervisedProcess,
    private readonly folder: string,
    readonly port: number,
  ) {}

  /** @param settings such as `max_connections=20`. */
  static async create(
    table: ProcessTable,
    dataDir: string,
    settings: string[] = [],
  ): Promise<PostgresServer> {
    const folder = join(dataDir, 'postgres');
    const binaries = await postgresBinaries();
    await createCluster(folder, password, binaries, postgresUser(), table);
    return PostgresServer.on(table, folder, binaries, settings);
  }

  private static async on(
    table: ProcessTable,
    folder: string,
    binaries: Binaries,
    settings: string[],
  ): Promise<PostgresServer> {
    const port = await freePort();
    const given = [...usual, ...settings, `port=${port}`, 'unix_socket_directories='];
    const process: SupervisedProcess = new SupervisedProcess(table, {
      name: 'postgres',
      command: binaries.postgres,
      args: ['-D', folder, ...given.flatMap((setting) => ['-c', setting])],
      options: postgresUser(),
      stopPlan: [{ signal: 'SIGQUIT', graceMs: 5_000 }],
      ready: () => server.run('postgres', 'SELECT 1'),
    });
    const server: PostgresServer = new PostgresServer(table, process, folder, port);
    await server.start();
    return server;
  }

  /**
   * Starts a standby of this server, on a copy of its data that is taken while it runs.
   * @param dataDir where the copy is to be.
   * @param name by which this server knows it.
   */
  async standby(dataDir: string, name: string, settings: string[] = []): Promise<PostgresServer> {
    const copy = join(dataDir, 'standby');
    const client = await this.connect('postgres');
    try {
      // Both on one connection: the backup is over when its session is.
      await client.query(`SELECT pg_backup_start('standby', fast => true)`);
      await runTool(this.table, 'cp', ['-a', this.folder, copy]);
      const { rows } = await client.query<{ labelfile: string }>(
        'SELECT labelfile FROM pg_backup_stop(wait_for_archive => false)',
      );
      // By the label it knows that its files are those of a moving database.
      writeOwn(join(copy, 'backup_label'), rows[0]?.labelfile ?? '');
    } finally {
      await client.end();
    }
    await runTool(this.table, 'rm', ['-f', join(copy, 'postmaster.pid'), join(copy, 'postmaster.opts')]);
    writeOwn(join(copy, 'standby.signal'), '');
    const { hostname, port } = new URL(this.url('postgres'));
    const primary = `host=${hostname} port=${port} user=${superuser} password=${password} application_name=${name}`;
    return PostgresServer.on(this.table, copy, await postgresBinaries(), [
      `primary_conninfo=${primary}`,
      ...settings,
    ]);
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
    const client = await this.connect(database);
    try {
      await client.query(sql);
      return true;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  private async connect(database: string): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.url(database), connectionTimeoutMillis: 2_000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
  }
}
