import { dirname } from 'node:path';
import pg from 'pg';
import { databaseAdvice } from '../../platform/postgres/advice.js';
import { databaseAddress, databaseUrlProblem } from '../../platform/postgres/url.js';
import { errorCode, SetupProblem } from '../setup-problem.js';
import { ManagedProcess } from '../processes/managed-process.js';
import { FileLog } from '../processes/process-log.js';
import { majorVersion, postgresBinaries, type Binaries } from './postgres-binaries.js';
import { createCluster, inspectCluster, superuser } from './postgres-cluster.js';
import { postgresUser, requireReachable, type RunAs } from './postgres-user.js';
import { clearStalePidFile } from './postmaster-pid.js';
import type { DataDir } from '../files/data-dir.js';
import type { Session } from '../session.js';

const database = 'parkmate';
const connectMs = 5_000;
/** A new database copies a template with hundreds of files, which a slow or busy machine takes long for. */
const createMs = 60_000;

/** Fast shutdown first, then an immediate one, which is a crash that the next start recovers from. */
const stopPlan = [
  { signal: 'SIGINT', graceMs: 8_000 } as const,
  { signal: 'SIGQUIT', graceMs: 3_000 } as const,
];

/** What each connection says once the main process is gone: whatever that one said last stands above so many of them. */
const sayThatItEnded = /terminating connection due to unexpected postmaster exit/;

/** What is needed to start PostgreSQL on a data folder, and whether it contains a database yet. */
export interface PostgresSetup {
  binaries: Binaries;
  runAs: RunAs;
  state: 'absent' | 'complete';
}

/**
 * Checks whether PostgreSQL can be started on the folder, without changing it.
 * @throws SetupProblem
 */
export async function inspectPostgres({ path, postgres: cluster }: DataDir): Promise<PostgresSetup> {
  const binaries = await postgresBinaries();
  const runAs = postgresUser();
  for (const folder of [dirname(binaries.postgres), path]) requireReachable(folder, runAs);
  return { binaries, runAs, state: inspectCluster(cluster, majorVersion(binaries, runAs), runAs) };
}

/**
 * Starts a PostgreSQL that listens on the loopback interface only.
 * @param settings server parameters besides those that are always given.
 * @returns the URL of the `parkmate` database, as superuser.
 * @throws SetupProblem
 */
export async function startPostgres(
  session: Session,
  { binaries, runAs, state }: PostgresSetup,
  password: string,
  port: number,
  settings: string[] = [],
): Promise<string> {
  const { dataDir, table } = session;
  if (state === 'absent') await createCluster(dataDir.postgres, password, binaries, runAs, table);
  clearStalePidFile(dataDir.postgres);

  const url = (name: string) => `postgres://${superuser}:${password}@127.0.0.1:${port}/${name}`;
  const given = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'max_connections=200',
    ...settings,
  ];
  const managed = new ManagedProcess(
    {
      name: 'postgres',
      command: binaries.postgres,
      args: ['-D', dataDir.postgres, ...given.flatMap((setting) => ['-c', setting])],
      // A fixed locale: the shell's may not be installed.
      options: { ...runAs, env: { ...process.env, LC_ALL: 'C.UTF-8' } },
      stop: stopPlan,
      log: new FileLog(dataDir.logs, 'postgres', sayThatItEnded),
      isReady: () => query(url('postgres'), 'SELECT 1'),
    },
    session,
  );
  session.processes.push(managed);
  await managed.start();
  const known = await query(url('postgres'), `SELECT FROM pg_database WHERE datname = '${database}'`);
  if (known === 0) await query(url('postgres'), `CREATE DATABASE ${database}`, createMs);
  return url(database);
}

/** @returns the number of rows. */
async function query(url: string, sql: string, withinMs = connectMs): Promise<number> {
  const client = new pg.Client({
    ...databaseAddress(url),
    connectionTimeoutMillis: connectMs,
    query_timeout: withinMs,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query(sql)).rowCount ?? 0;
  } finally {
    await client.end().catch(() => undefined);
  }
}

const advice =
  'Start it, or correct DATABASE_URL; without DATABASE_URL ParkMate starts a PostgreSQL of its own.';

/**
 * @returns the same URL.
 * @throws SetupProblem when no database answers there.
 */
export async function requireDatabase(url: string): Promise<string> {
  const problem = databaseUrlProblem(url);
  if (problem !== undefined) throw new SetupProblem(`DATABASE_URL ${problem}.`, advice);
  try {
    await query(url, 'SELECT 1');
    return url;
  } catch (error) {
    throw new SetupProblem(
      `The database in DATABASE_URL does not answer: ${errorCode(error) ?? 'error'}, ${error instanceof Error ? error.message : String(error)}`,
      [databaseAdvice(error), advice].filter((line) => line !== undefined).join('\n'),
    );
  }
}
