import { migrations } from '../../migrations/index.js';
import type { Database } from '../../platform/postgres/database.js';
import { BoundedRead } from '../../platform/async/bounded-read.js';
import { messageOf } from '../../platform/errors.js';
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

type Check = keyof Readiness['checks'];

/** What was found, and why, which is for the log alone: strangers may ask. */
export interface Probe {
  answer: Readiness;
  reasons: Partial<Record<Check, string>>;
}

/**
 * Probes whether this process can do its work, dependency by dependency, within about a second. While a dependency hangs, the next
 * probe waits for the same question, so that probes do not use up the connections.
 */
export class ReadinessProbe {
  private readonly checks: Record<
    'postgres' | 'migrations' | 'redis' | 'worker',
    BoundedRead<string | undefined>
  >;

  constructor({ db, redis, redisAccess }: Pick<Services, 'db' | 'redis' | 'redisAccess'>) {
    /** @param problem what is wrong where the answer is no. */
    const check = (ask: () => Promise<boolean>, problem: string) =>
      new BoundedRead(async () => ((await ask()) ? undefined : problem), checkWithinMs, 'it');
    this.checks = {
      postgres: check(() => db.requireWritable().then(() => mayRecord(db)), 'events cannot be written'),
      migrations: check(() => schemaIsCurrent(db), 'migrations are missing'),
      redis: check(
        () => redis.ping().then(() => !redisAccess.isRefused),
        'it refuses what this process needs',
      ),
      worker: check(
        () => redis.exists(workerAliveKey).then((found) => found === 1),
        'no worker has finished a job lately',
      ),
    };
  }

  async run(): Promise<Probe> {
    const names = Object.keys(this.checks) as Check[];
    const problems = await Promise.all(
      names.map((name) => this.checks[name].readOrThrow().catch((error: unknown) => messageOf(error))),
    );
    const reasons: Probe['reasons'] = {};
    for (const [index, name] of names.entries()) {
      const problem = problems[index];
      if (problem !== undefined) reasons[name] = problem;
    }
    const stateOf = (check: Check) => (reasons[check] === undefined ? 'ok' : 'down');
    const checks = {
      postgres: stateOf('postgres'),
      redis: stateOf('redis'),
      worker: stateOf('worker'),
      migrations:
        reasons.migrations === undefined ? 'ok' : reasons.postgres === undefined ? 'pending' : 'down',
    } as const;
    return {
      answer: { status: names.every((name) => checks[name] === 'ok') ? 'ready' : 'not_ready', checks },
      reasons,
    };
  }
}
