import { randomUUID } from 'node:crypto';
import { allRoutes } from '../../api/routes/all-routes.js';
import { createApp } from '../../api/app.js';
import { HttpServer } from '../../api/http/server.js';
import type { Route } from '../../api/http/route.js';
import type { Services } from '../../api/services.js';
import type { Role, Session } from '../../contract/api/accounts.js';
import type { ProblemDocument } from '../../contract/api/problem.js';
import { AccessTokens } from '../../domain/accounts/access-tokens.js';
import { insertAccount } from '../../domain/accounts/insert-account.js';
import { openSession } from '../../domain/accounts/open-session.js';
import { RevokedSessions } from '../../domain/accounts/revoked-sessions.js';
import { entities } from '../../domain/entities.js';
import { PendingTotals } from '../../domain/operations/totals.js';
import { DatabaseClock } from '../../platform/postgres/clock.js';
import { Database } from '../../platform/postgres/database.js';
import { readEnv, type Env } from '../../platform/process/env.js';
import { createLogger, type Logger } from '../../platform/observability/logger.js';
import { RedisAccess } from '../../platform/redis/access.js';
import { apiNeeds } from '../../platform/redis/needed-rights.js';
import { freshDatabase, type TestDatabase } from './database.js';
import { redisUrl } from './redis.js';
import { secretsOf } from '../../platform/process/secret.js';

const testSecret = 'a secret that only the tests know, 32 bytes';

export function silentLog(): Logger {
  const log = createLogger('test', { LOG_LEVEL: 'debug', NODE_ENV: 'test' });
  log.silent = true;
  return log;
}

export interface Answer<Body> {
  status: number;
  headers: Headers;
  body: Body;
}

export interface Call {
  body?: unknown;
  /** A body as it travels, for what is not even JSON. */
  raw?: string;
  token?: string;
  headers?: Record<string, string>;
}

interface Options {
  env?: Partial<Env>;
  /** Shares the database of another API. */
  database?: TestDatabase;
  routes?: Route[];
  log?: Logger;
}

/** The HTTP side of an API process, inside the test's own. */
export class TestApi {
  private constructor(
    readonly url: string,
    readonly services: Services,
    readonly database: TestDatabase,
    private readonly close: () => Promise<void>,
  ) {}

  static async start({ env: settings = {}, routes = [], log = silentLog(), ...options }: Options = {}) {
    const database = options.database ?? (await freshDatabase());
    const env: Env = {
      ...readEnv({
        DATABASE_URL: database.url,
        REDIS_URL: redisUrl(),
        JWT_SECRET: testSecret,
        RATE_LIMITS: 'off',
        NODE_ENV: 'test',
      }),
      ...settings,
    };
    const db = await Database.connect({
      url: env.DATABASE_URL,
      applicationName: 'parkmate-test-api',
      poolSize: env.DATABASE_POOL_SIZE,
      entities,
      log,
    });
    const clock = await DatabaseClock.start(db, log);
    const revokedSessions = await RevokedSessions.start({ db, clock, log }, env.ACCESS_TOKEN_TTL_SECONDS);
    const tokens = new AccessTokens(secretsOf(env), env.ACCESS_TOKEN_TTL_SECONDS, clock, revokedSessions);
    const redisAccess = await RedisAccess.open(env.REDIS_URL, apiNeeds, 'parkmate-test-api', log);
    const redis = redisAccess.connect('command', 'commands');
    const totals = new PendingTotals();
    const services: Services = { env, log, clock, db, redis, redisAccess, tokens, revokedSessions, totals };

    const app = createApp(services, [...allRoutes(services, () => undefined), ...routes], '/nonexistent');
    const http = new HttpServer();
    const port = await http.listen(app, { port: 0, host: '127.0.0.1' });
    const url = `http://127.0.0.1:${port}`;
    return new TestApi(url, services, database, async () => {
      http.server.closeAllConnections();
      http.server.close();
      redisAccess.stop();
      redis.disconnect();
      clock.stop();
      revokedSessions.stop();
      await db.close();
      if (!options.database) await database.drop();
    });
  }

  stop(): Promise<void> {
    return this.close();
  }

  /** Calls `/api` + path, whatever the answer. */
  async call<Body = ProblemDocument>(method: string, path: string, call: Call = {}): Promise<Answer<Body>> {
    const text = call.raw ?? (call.body === undefined ? undefined : JSON.stringify(call.body));
    const response = await fetch(`${this.url}/api${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(text === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(call.token === undefined ? {} : { Authorization: `Bearer ${call.token}` }),
        ...call.headers,
      },
      ...(text === undefined ? {} : { body: text }),
    });
    const answer = await response.text();
    const isJson = response.headers.get('Content-Type')?.includes('json') ?? false;
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson ? JSON.parse(answer) : answer) as Body,
    };
  }

  /** Somebody with this role who has signed in, without the cost of hashing a password. */
  async signedIn(role: Role): Promise<Session & { sessionId: string; cookie: string }> {
    const { db, tokens } = this.services;
    const email = `${randomUUID()}@example.test`;
    const account = await insertAccount(db, { email, name: `Test ${role}`, role, passwordHash: 'none' });
    const { sessionId, refreshToken } = await openSession(db, account);
    const { accessToken, expiresAt } = await tokens.issue(account, sessionId);
    return {
      user: account,
      accessToken,
      expiresAt: expiresAt.toISOString(),
      sessionId,
      cookie: `parkmate_refresh=${refreshToken}`,
    };
  }
}
