import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../dev/settings/ports.js';
import { postgresUser } from '../../dev/services/postgres-user.js';
import { testProcesses } from '../harness/process-table.js';
import { SupervisedProcess } from '../harness/supervised-process.js';
import { installedProgram } from './installed-program.js';

export type PoolMode = 'session' | 'transaction';

/** A PgBouncer of a test's own before the server of the tests. It lets the server's user in to every database. */
export class PgBouncer {
  private constructor(
    private readonly folder: string,
    private readonly process: SupervisedProcess,
    private readonly port: number,
  ) {}

  /**
   * Resolves when it accepts connections.
   * @param size server connections that it lends for each database.
   */
  static async start(mode: PoolMode, size: number): Promise<PgBouncer> {
    const folder = mkdtempSync(join(tmpdir(), 'parkmate-pgbouncer-'));
    try {
      const table = await testProcesses();
      const command = await installedProgram('pgbouncer', { inFolders: ['/usr/sbin', '/usr/local/sbin'] });
      const port = await freePort();
      // It refuses to run as root, as PostgreSQL does.
      const options = postgresUser();
      const file = writeSettings(folder, mode, size, port);
      if ('uid' in options) for (const path of [folder, file]) chownSync(path, options.uid, options.gid);
      const program = { name: 'tool', command, args: [file], options, ready: /process up/ } as const;
      return new PgBouncer(folder, await new SupervisedProcess(table, program).start(), port);
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** The same database, by way of this pooler. */
  before = (databaseUrl: string): string => {
    const url = new URL(databaseUrl);
    url.host = `127.0.0.1:${this.port}`;
    return url.href;
  };

  async close(): Promise<void> {
    await this.process.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function writeSettings(folder: string, mode: PoolMode, size: number, port: number): string {
  const server = new URL(process.env.TEST_DATABASE_URL ?? '');
  const quoted = (text: string) => `"${decodeURIComponent(text).replaceAll('"', '""')}"`;
  const users = join(folder, 'users.txt');
  writeFileSync(users, `${quoted(server.username)} ${quoted(server.password)}\n`);
  // Others than its own user cannot look into the folder.
  chmodSync(users, 0o644);
  const file = join(folder, 'pgbouncer.ini');
  const lines = [
    '[databases]',
    `* = host=${server.hostname} port=${server.port || '5432'}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${port}`,
    'unix_socket_dir =',
    'auth_type = scram-sha-256',
    `auth_file = ${users}`,
    `pool_mode = ${mode}`,
    `default_pool_size = ${size}`,
    'max_client_conn = 200',
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}
