import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProcessTable } from '../../dev/processes/process-table.js';
import { migrations } from '../../migrations/index.js';
import { migrate } from '../../platform/postgres/migrate.js';
import { PostgresServer } from '../harness/postgres-server.js';
import { RedisServer } from './redis-server.js';

const template = 'faults_template';

/** The servers of one run of the suite. Should the run be killed, a reaper process ends them. */
export class Services {
  private databases = 0;

  private constructor(
    readonly folder: string,
    readonly table: ProcessTable,
    readonly postgres: PostgresServer,
    /** The one that counts: another one after a fail-over. */
    public redis: RedisServer,
  ) {}

  static async open(): Promise<Services> {
    const folder = mkdtempSync(join(tmpdir(), 'parkmate-faults-'));
    // PostgreSQL may run as another user, who must be able to reach its own folder inside.
    chmodSync(folder, 0o755);
    const table = await ProcessTable.open(join(folder, 'processes.lock'), []);
    try {
      const [postgres, redis] = await Promise.all([
        PostgresServer.create(table, folder),
        RedisServer.create(table, folder),
      ]);
      await postgres.run('postgres', `CREATE DATABASE ${template}`);
      await migrate(postgres.url(template), migrations);
      return new Services(folder, table, postgres, redis);
    } catch (error) {
      table.killAll();
      throw error;
    }
  }

  /** A migrated database without rows. @returns its name */
  async freshDatabase(): Promise<string> {
    const name = `faults_${++this.databases}`;
    await this.postgres.run('postgres', `CREATE DATABASE ${name} TEMPLATE ${template}`);
    return name;
  }

  /** A Redis that copies what ours holds. */
  followRedis(): Promise<RedisServer> {
    return RedisServer.create(this.table, this.folder, this.redis);
  }

  /** Copies a database to which nobody may be connected but idle pools. */
  async backUp(name: string): Promise<void> {
    const { postgres } = this;
    await postgres.run(
      'postgres',
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`,
    );
    await postgres.run('postgres', `CREATE DATABASE ${name}_backup TEMPLATE ${name}`);
  }

  /** Puts the copy in its place. */
  async restore(name: string): Promise<void> {
    await this.dropDatabase(name);
    await this.postgres.run('postgres', `ALTER DATABASE ${name}_backup RENAME TO ${name}`);
  }

  async dropDatabase(name: string): Promise<void> {
    await this.postgres.run('postgres', `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  }

  async close(): Promise<void> {
    await this.table.stopAll(() => undefined);
    await this.table.release();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
