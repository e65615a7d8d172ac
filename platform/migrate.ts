import { DataSource, type MigrationInterface } from 'typeorm';

export type MigrationClass = new () => MigrationInterface;

/** Any number that no other program on the same server locks by accident. */
const lockKey = 7_275_626_283;
const oldestServer = 18;

function open(url: string, migrations: MigrationClass[]): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    applicationName: 'parkmate-migrate',
    poolSize: 2,
    migrations,
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    installExtensions: false,
    connectTimeoutMS: 5_000,
  });
}

/**
 * Brings the database to the newest schema. Any number of processes may do so at once: they take turns.
 * @returns the names of the migrations that were run.
 * @throws when the server is too old, or when the database was made by a newer release.
 */
export async function migrate(url: string, migrations: MigrationClass[]): Promise<string[]> {
  const dataSource = await open(url, migrations).initialize();
  // The lock belongs to a connection, so it lives on one of its own while the migrations run on another.
  const lock = dataSource.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [lockKey]);
    await assertServer(dataSource);
    await assertNotNewer(dataSource, migrations);
    const done = await dataSource.runMigrations();
    return done.map(({ name }) => name);
  } finally {
    await lock.release();
    await dataSource.destroy();
  }
}

/** Undoes every migration, newest first. Tests prove with it that each `down` matches its `up`. */
export async function revertAll(url: string, migrations: MigrationClass[]): Promise<void> {
  const dataSource = await open(url, migrations).initialize();
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
