import {
  MigrationExecutor,
  type DataSource,
  type Migration,
  type MigrationInterface,
  type QueryRunner,
} from 'typeorm';
import { openDataSource } from './data-source.js';
import { databaseErrorCode } from './errors.js';
import type { DatabasePooler } from './pooler.js';
import { lockTimeoutMs, setLimits } from './migration-limits.js';

export type MigrationClass = new () => MigrationInterface;

interface Options {
  pooler?: DatabasePooler;
  /** How long to wait for another process's migration. */
  waitMs?: number;
}

/** Advisory lock key; arbitrary, but unlikely to collide. */
const lockKey = 7_275_626_283;
const lockNotAvailable = '55P03';
const oldestServer = 18;
const usualWaitMs = 60_000;

function open(url: string, migrations: MigrationClass[], pooler: DatabasePooler): Promise<DataSource> {
  return openDataSource({
    url,
    pooler,
    applicationName: 'parkmate-migrate',
    poolSize: 1,
    migrations,
    // Migrations of large tables have no time limit.
    answerTimeoutMs: 0,
    onIdleError: () => undefined,
  });
}

/**
 * Migrates the database to the newest schema. Concurrent processes take turns by an advisory lock.
 * @returns the names of the migrations that were run.
 * @throws when the server is too old, when the database was made by a newer release, or when another migration takes
 * longer than this one waits.
 */
export async function migrate(
  url: string,
  migrations: MigrationClass[],
  { pooler = 'none', waitMs = usualWaitMs }: Options = {},
): Promise<string[]> {
  const dataSource = await open(url, migrations, pooler);
  // A single connection: waiting processes must not use up a pooler's connections that the running migration needs.
  const runner = dataSource.createQueryRunner();
  const executor = new MigrationExecutor(dataSource, runner);
  try {
    await assertServer(runner);
    const done: string[] = [];
    for (;;) {
      const name = await migrateOne(runner, executor, migrations, waitMs);
      if (name === undefined) return done;
      done.push(name);
    }
  } finally {
    await runner.release();
    await dataSource.destroy();
  }
}

/**
 * Runs the oldest pending migration in one transaction with the advisory lock. The lock is transaction-scoped: a session-level
 * lock would survive in a pooler's session when this process is killed.
 * @returns its name, or undefined when none is missing.
 */
async function migrateOne(
  runner: QueryRunner,
  executor: MigrationExecutor,
  migrations: MigrationClass[],
  waitMs: number,
): Promise<string | undefined> {
  await runner.startTransaction();
  let next: Migration | undefined;
  try {
    await takeTurn(runner, waitMs);
    await assertNotNewer(runner, migrations);
    [next] = await executor.getPendingMigrations();
    if (next) {
      await setLimits(runner, lockTimeoutMs);
      await executor.executeMigration(next);
    }
    await runner.commitTransaction();
  } catch (error) {
    // On a broken connection ROLLBACK fails too; that error must not hide the first one.
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    if (next) console.error(`Migration ${next.name} failed.`);
    throw error;
  }
  return next?.name;
}

/** @throws an error that describes the migration that holds the lock. */
async function takeTurn(turn: QueryRunner, waitMs: number): Promise<void> {
  await setLimits(turn, waitMs);
  try {
    await turn.query('SELECT pg_advisory_xact_lock($1)', [lockKey]);
  } catch (error) {
    if (databaseErrorCode(error) !== lockNotAvailable) throw error;
    await turn.rollbackTransaction();
    throw new Error(await describeOther(turn), { cause: error });
  }
}

async function describeOther(turn: QueryRunner): Promise<string> {
  const [other] = (await turn.query(
    `SELECT pid, coalesce(round(extract(epoch FROM clock_timestamp() - xact_start)), 0)::int AS seconds
     FROM pg_locks LEFT JOIN pg_stat_activity USING (pid)
     WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND (classid::bigint << 32) + objid::bigint = $1`,
    [lockKey],
  )) as { pid: number; seconds: number }[];
  if (!other) return 'another migration was running until just now. Run this one again.';
  return (
    `another migration has been running for ${other.seconds} seconds, in the server's process ${other.pid}. Wait for it, ` +
    `or, where nobody runs it any more, end it with SELECT pg_terminate_backend(${other.pid}). Nothing was changed.`
  );
}

/** Reverts every migration, newest first. For tests that each `down` matches its `up`. */
export async function revertAll(url: string, migrations: MigrationClass[]): Promise<void> {
  const dataSource = await open(url, migrations, 'none');
  try {
    for (let left = migrations.length; left > 0; left--) await dataSource.undoLastMigration();
  } finally {
    await dataSource.destroy();
  }
}

async function assertServer(runner: QueryRunner): Promise<void> {
  const [row] = (await runner.query(`SELECT current_setting('server_version_num') AS version`)) as {
    version: string;
  }[];
  const major = Math.floor(Number(row?.version) / 10_000);
  if (major < oldestServer) {
    throw new Error(`ParkMate needs PostgreSQL ${oldestServer} or newer; this server is version ${major}.`);
  }
}

async function assertNotNewer(runner: QueryRunner, migrations: MigrationClass[]): Promise<void> {
  const known = migrations.map(({ name }) => name);
  const unknown = (await executed(runner)).filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(
      `This database was made by a newer ParkMate: it has ${unknown.join(', ')}, which this release does not know. ` +
        'Run that newer release, or point DATABASE_URL at another database. Nothing was changed.',
    );
  }
}

async function executed(runner: QueryRunner): Promise<string[]> {
  const [table] = (await runner.query(`SELECT to_regclass('migrations') IS NOT NULL AS found`)) as {
    found: boolean;
  }[];
  if (!table?.found) return [];
  const rows = (await runner.query('SELECT name FROM migrations')) as { name: string }[];
  return rows.map(({ name }) => name);
}
