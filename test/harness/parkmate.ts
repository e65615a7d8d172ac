import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { Role } from '../../contract/api/accounts.js';
import { freshDatabase, type TestDatabase } from './database.js';
import { redisUrl } from './redis.js';
import { freePort } from '../../dev/settings/ports.js';
import type { Account } from './account.js';
import { CastBuilder } from './cast.js';
import { startProcess } from './node-process.js';
import type { SupervisedProcess } from './supervised-process.js';

/** A name for this machine that browsers do not trust as they trust `localhost`: over plain http it is no secure context. */
export const foreignHost = 'parkmate.test';

export interface Options {
  /** Settings on top of the harness's own. */
  env?: Record<string, string>;
  /** On top of these, for the API processes alone. */
  apiEnv?: Record<string, string>;
  /** Processes of each kind, where a test needs so many; else one, or what the run of the tests asks for. */
  apis?: number;
  workers?: number;
  /** A migrated one, where it is not to be a fresh one of the server of the tests. */
  database?: TestDatabase;
  /** The address by which the processes are to reach their database, such as that of a pooler. */
  databaseBy?: (url: string) => string;
}

const usual = { apis: Number(process.env.TEST_APIS ?? 1), workers: Number(process.env.TEST_WORKERS ?? 1) };

/**
 * Tests share a Redis, whose queues hold jobs of other tests, and some stop all workers: alerts that are raised meanwhile would
 * change rows between two looks of a test.
 */
const noAlerts = {
  ...{ ALERT_EXPIRY_LAG_SECONDS: '86400', ALERT_QUEUE_WAIT_SECONDS: '86400', ALERT_FAILED_JOBS: '100000' },
  ...{
    ALERT_PAUSED_SECONDS: '86400',
    ALERT_OUTBOX_LAG_SECONDS: '86400',
    ALERT_WORKER_SILENCE_SECONDS: '86400',
    ALERT_REPLICA_LAG_SECONDS: '86400',
  },
  ...{
    ALERT_REDIS_MEMORY_PERCENT: '100',
    ALERT_CONNECTIONS_PERCENT: '100',
    ALERT_DISK_PERCENT: '100',
  },
};

/** A whole ParkMate on a database of its own: real processes, real PostgreSQL, real Redis. */
export class ParkMate {
  readonly apis: { process: SupervisedProcess; url: string }[] = [];
  readonly workers: SupervisedProcess[] = [];
  readonly cast = new CastBuilder(() => ({
    ...{ db: this.db, url: this.url, jwtSecret: this.env.JWT_SECRET ?? '' },
  }));

  private constructor(
    readonly env: Record<string, string>,
    private readonly apiEnv: Record<string, string>,
    /** For what no call of the API shows. */
    readonly db: pg.Pool,
    private readonly dropDatabase: () => Promise<void>,
  ) {}

  static async start({
    env = {},
    apiEnv = {},
    apis = usual.apis,
    workers = usual.workers,
    database: given,
    databaseBy = (url) => url,
  }: Options = {}): Promise<ParkMate> {
    const database = given ?? (await freshDatabase());
    const settings = {
      NODE_ENV: 'test',
      LOG_LEVEL: 'info',
      DATABASE_URL: databaseBy(database.url),
      REDIS_URL: redisUrl(),
      JWT_SECRET: randomBytes(32).toString('hex'),
      METRICS_PORT: '0',
      RATE_LIMITS: 'off',
      BOOKING_MIN_SECONDS: '1',
      ACTIVE_BOOKINGS_PER_USER: '0',
      ...noAlerts,
      ...env,
    };
    const pool = new pg.Pool({ connectionString: database.url, max: 4 });
    // The pool's idle connections are cut when a test stops PostgreSQL on purpose.
    pool.on('error', () => undefined);
    const parkmate = new ParkMate(settings, apiEnv, pool, () => database.drop());
    try {
      await Promise.all([
        ...Array.from({ length: apis }, () => parkmate.addApi()),
        ...Array.from({ length: workers }, () => parkmate.addWorker()),
      ]);
    } catch (error) {
      await parkmate.stop();
      throw error;
    }
    return parkmate;
  }

  get databaseUrl(): string {
    return this.env.DATABASE_URL ?? '';
  }

  /** Where the first API answers. */
  get url(): string {
    const [first] = this.apis;
    if (!first) throw new Error('no API is running');
    return first.url;
  }

  async addApi(): Promise<{ process: SupervisedProcess; url: string }> {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const process = await startProcess('api', {
      PUBLIC_ORIGIN: ['127.0.0.1', 'localhost', foreignHost].map((host) => `http://${host}:${port}`).join(),
      ...this.env,
      ...this.apiEnv,
      PORT: String(port),
    });
    const api = { process, url };
    this.apis.push(api);
    return api;
  }

  async addWorker(): Promise<SupervisedProcess> {
    const worker = await startProcess('worker', this.env);
    this.workers.push(worker);
    return worker;
  }

  account(role: Role, api = this.url): Promise<Account> {
    return this.cast.account(role, api);
  }

  users(count: number): Promise<Account[]> {
    return this.cast.accounts('user', count);
  }

  /** Ends the worker that was started last, without a chance to finish anything. */
  async killWorker(): Promise<void> {
    await this.workers.pop()?.kill();
  }

  /** Resolves when these bookings are over. */
  async completed(bookingIds: string[]): Promise<void> {
    for (;;) {
      const { rows } = await this.db.query<{ left: number }>(
        `SELECT count(*)::int AS left FROM bookings WHERE id = ANY($1) AND status = 'active'`,
        [bookingIds],
      );
      if (rows[0]?.left === 0) return;
      await this.db.query('SELECT pg_sleep(0.05)');
    }
  }

  /** Resolves when every event has been told. */
  async settled(): Promise<void> {
    for (;;) {
      const { rows } = await this.db.query<{ left: number }>('SELECT count(*)::int AS left FROM outbox');
      if (rows[0]?.left === 0) return;
      await this.db.query('SELECT pg_sleep(0.05)');
    }
  }

  async stop(): Promise<void> {
    await Promise.all([
      ...this.apis.map(({ process }) => process.stop()),
      ...this.workers.map((worker) => worker.stop()),
    ]);
    await this.db.end();
    await this.dropDatabase();
  }
}
