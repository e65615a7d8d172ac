import type { Redis } from 'ioredis';
import type { AccessTokens } from '../domain/accounts/access-tokens.js';
import type { RevokedSessions } from '../domain/accounts/revoked-sessions.js';
import type { PendingTotals } from '../domain/operations/totals.js';
import type { Clock } from '../platform/postgres/clock.js';
import type { Database } from '../platform/postgres/database.js';
import type { Env } from '../platform/process/env.js';
import type { Logger } from '../platform/observability/logger.js';
import type { RedisAccess } from '../platform/redis/access.js';

/** What one API process has, and hands to its routes and sockets. */
export interface Services {
  env: Env;
  log: Logger;
  clock: Clock;
  db: Database;
  /** Fails fast: for short questions while somebody waits. */
  redis: Redis;
  /** Whether Redis lets this process do what it must. */
  redisAccess: RedisAccess;
  tokens: AccessTokens;
  revokedSessions: RevokedSessions;
  /** What this process counts for operators. */
  totals: PendingTotals;
}
