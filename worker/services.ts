import type { Emitter } from '@socket.io/redis-emitter';
import type { Redis } from 'ioredis';
import type { Channels } from '../domain/deliveries/deliver.js';
import type { PendingTotals } from '../domain/operations/totals.js';
import type { RetentionDays } from '../domain/retention/retention-rules.js';
import type { Database } from '../platform/postgres/database.js';
import type { Logger } from '../platform/observability/logger.js';

/** What one worker process has, and hands to its jobs. */
export interface Services {
  db: Database;
  log: Logger;
  /** For what may go wrong thousands of times a second. */
  throttledLog: Pick<Logger, 'error'>;
  emitter: Emitter;
  /** Fails fast while Redis is away. */
  redis: Redis;
  /** What this process counts for operators. */
  totals: PendingTotals;
  retention: RetentionDays;
  /** The slow channels of this installation. */
  channels: Channels;
}
