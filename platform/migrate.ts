import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm';
import { openDataSource } from './data-source.js';
import { databaseErrorCode } from './database-errors.js';
import type { DatabasePooler } from './database-pooler.js';
import { MigrationLimits, setLimits } from './migration-limits.js';

export type MigrationClass = new () => MigrationInterface;

interface Options {
  pooler?: DatabasePooler;
  /** How long to wait for a migration that is running already. */
  waitMs?: number;
}

/** Any number that no other program on the same server locks by accident. */
const lockKey = 7_275_626_283;
const lockNotAvailable = '55P03';
const oldestServer = 18;
const usualWaitMs = 60_000;

function open(url: string, migrations: MigrationClass[], pooler: DatabasePooler): Promise<DataSource> {
  return openDataSource({
    url,
    pooler,
    applicationName: 'parkmate-migrate',
    poolSize: 2,
    migrations,
    subscribers: [MigrationLimits],
    // A large table takes as long as it takes.
    answerTimeoutMs: 0,
    onIdleError: () => undefined,
  });
}

/**
 * Brings the database to the newest schema. Any number of processes may do so at once: they take turns.
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
  // The lock belongs to a transaction, so that nothing of it is left when this process is killed, also not in a session
  // that a pooler keeps. It lives on a connection of its own while the migrations run on another.
  const turn = dataSource.createQueryRunner();
  try {
    await assertServer(dataSource);
    await takeTurn(turn, waitMs);
    await assertNotNewer(dataSource, migrations);
    const done = await dataSource.runMigrations();
    // It has changed nothing that could be lost.
    await turn.query('COMMIT').catch(() => undefined);
    return done.map(({ name }) => name);
  } finally {
    await turn.release();
    await dataSource.destroy();
  }
}

/** @throws with what is known of the migration that has been running all the time. */
async function takeTurn(turn: QueryRunner, waitMs: number): Promise<void> {
  await turn.query('START TRANSACTION');
  await setLimits(turn, waitMs);
  try {
    await turn.query('SELECT pg_advisory_xact_lock($1)', [lockKey]);
  } catch (error) {
    if (databaseErrorCode(error) !== lockNotAvailable) throw error;
    await turn.query('ROLLBACK');
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

/** Undoes every migration, newest first. Tests prove with it that each `down` matches its `up`. */
export async function revertAll(url: string, migrations: MigrationClass[]): Promise<void> {
  const dataSource = await open(url, migrations, 'none');
  try {
    for (let left = migrations.length; left > 0; left--) await dataSource.undoLastMigration();
  } finally {
    await dataSource.destroy();
  }
}

async function assertServer(dataSource: DataSource): Promise<void> {
  const [row] = await dataSource.query<{ version: string }[]>(
    `SELECT current_setting('server_version_num') AS version`,
  );
  const major = Math.floor(Number(row?.version) / 10_000);
  if (major < oldestServer) {
    throw new Error(`ParkMate needs PostgreSQL ${oldestServer} or newer; this server is version ${major}.`);
  }
}

async function assertNotNewer(dataSource: DataSource, migrations: MigrationClass[]): Promise<void> {
  const known = migrations.map(({ name }) => name);
  const unknown = (await executed(dataSource)).filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new Error(
      `This database was made by a newer ParkMate: it has ${unknown.join(', ')}, which this release does not know. ` +
        'Run that newer release, or point DATABASE_URL at another database. Nothing was changed.',
    );
  }
}

async function executed(dataSource: DataSource): Promise<string[]> {
  const [table] = await dataSource.query<{ found: boolean }[]>(
    `SELECT to_regclass('migrations') IS NOT NULL AS found`,
  );
  if (!table?.found) return [];
  const rows = await dataSource.query<{ name: string }[]>('SELECT name FROM migrations');
  return rows.map(({ name }) => name);
}
