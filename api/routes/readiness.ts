import { migrations } from '../../migrations/index.js';
import type { Database } from '../../platform/postgres/database.js';
import { withTimeout } from '../../platform/async/with-timeout.js';
import { statement } from '../../platform/postgres/statement.js';
import { workerAliveKey } from '../../platform/redis/keys.js';
import type { Services } from '../services.js';

const checkWithinMs = 1_000;

/** Every change writes an event: what may not is of no use, though it may read. */
const mayWrite = statement(
  'may-write',
  `SELECT coalesce(has_table_privilege(to_regclass('events'), 'INSERT'), true) AS may`,
);
const findSchema = statement('find-schema', `SELECT WHERE to_regclass('migrations') IS NOT NULL`);
const readMigrations = statement('read-migrations', 'SELECT name FROM migrations');

export interface Readiness {
  status: 'ready' | 'not_ready';
  checks: Record<'postgres' | 'redis' | 'worker' | 'migrations', 'ok' | 'down' | 'pending'>;
}

const good = (check: Promise<boolean>) =>
  withTimeout(check, checkWithinMs, 'A dependency').catch(() => false);

async function schemaIsCurrent(db: Database): Promise<boolean> {
  const done = new Set((await db.query<{ name: string }>(readMigrations)).map(({ name }) => name));
  return migrations.every(({ name }) => done.has(name));
}

async function mayRecord(db: Database): Promise<boolean> {
  const [row] = await db.query<{ may: boolean }>(mayWrite);
  return row?.may ?? false;
}

/** @throws when nobody has ever run the migrations. Whether the last of them are missing is for `readiness` to say. */
export async function requireSchema(db: Database): Promise<void> {
  const [found] = await db.query(findSchema);
  if (!found) throw new Error('The database has no tables yet: run npm run migrate before starting.');
}

/** Whether this process can do its work, dependency by dependency. Answers within about a second. */
export async function readiness({
  db,
  redis,
  redisAccess,
}: Pick<Services, 'db' | 'redis' | 'redisAccess'>): Promise<Readiness> {
  const [postgres, migrated, answers, worker] = await Promise.all([
    good(db.requireWritable().then(() => mayRecord(db))),
    good(schemaIsCurrent(db)),
    good(redis.ping().then(() => true)),
    good(redis.exists(workerAliveKey).then((found) => found === 1)),
  ]);
  const checks = {
    postgres: postgres ? 'ok' : 'down',
    redis: answers && !redisAccess.isRefused ? 'ok' : 'down',
    worker: worker ? 'ok' : 'down',
    migrations: migrated ? 'ok' : postgres ? 'pending' : 'down',
  } as const;
  const ready = Object.values(checks).every((state) => state === 'ok');
  return { status: ready ? 'ready' : 'not_ready', checks };
}
