import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChildProcess } from 'node:child_process';
import { freePort } from '../../dev/settings/ports.js';
import { ProcessTable } from '../../dev/processes/process-table.js';
import { ToolFailed } from '../../dev/processes/tool.js';
import { aptGet, aptInstall, findProgram } from '../../dev/services/apt.js';
import { postgresUser } from '../../dev/services/postgres-user.js';

export type PoolMode = 'session' | 'transaction';

const stopPlan = [{ signal: 'SIGKILL', graceMs: 1_000 } as const];
const startWithinMs = 10_000;

/** A PgBouncer of a test's own before the server of the tests. It lets the server's user in to every database. */
export class PgBouncer {
  private constructor(
    private readonly folder: string,
    private readonly table: ProcessTable,
    private readonly child: ChildProcess,
    private readonly port: number,
  ) {}

  /**
   * Resolves when it accepts connections.
   * @param size server connections that it lends for each database.
   */
  static async start(mode: PoolMode, size: number): Promise<PgBouncer> {
    const folder = mkdtempSync(join(tmpdir(), 'parkmate-pgbouncer-'));
    const table = await ProcessTable.open(join(folder, 'processes.lock'), []);
    try {
      const program = await findOrInstall(table);
      const port = await freePort();
      // It refuses to run as root, as PostgreSQL does.
      const user = postgresUser();
      const file = writeSettings(folder, mode, size, port);
      if ('uid' in user) for (const path of [folder, file]) chownSync(path, user.uid, user.gid);
      const stdio = ['ignore', 'ignore', 'pipe'] as const;
      const child = table.spawn('tool', program, [file], stopPlan, { ...user, stdio: [...stdio] });
      await isUp(child);
      return new PgBouncer(folder, table, child, port);
    } catch (error) {
      table.killAll();
      await table.release();
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
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
    await this.table.release();
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

function isUp(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = () => {
      clearTimeout(timer);
      reject(new Error(`PgBouncer does not start:\n${said}`));
    };
    const timer = setTimeout(fail, startWithinMs);
    child.once('error', fail).once('exit', fail);
    // Read to the end, lest it wait for somebody who does.
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-5_000);
      if (!said.includes('process up')) return;
      clearTimeout(timer);
      child.off('exit', fail);
      resolve();
    });
  });
}

async function findOrInstall(table: ProcessTable): Promise<string> {
  const find = () => findProgram(['pgbouncer'], ['/usr/sbin', '/usr/local/sbin']);
  const found = find();
  if (found) return found;
  const missing = (why: string) =>
    new Error(
      `These tests need PgBouncer, and there is none here${why}. Install it: apt-get install pgbouncer`,
    );
  const command = aptGet();
  if (!command) throw missing('');
  console.log(`  … There is no PgBouncer here: installing it with "${command.join(' ')} install pgbouncer"`);
  await aptInstall(table, command, 'pgbouncer').catch((error: unknown) => {
    throw missing(error instanceof ToolFailed ? `, and apt-get failed:\n${error.output}\n` : '');
  });
  const installed = find();
  if (!installed) throw missing(' even now');
  return installed;
}
