import type { QueueState } from '../../../contract/operations.js';
import type { OutboxTrouble } from '../../events/read-outbox-trouble.js';
import type { RedisServerState } from '../../../platform/redis/read-server-state.js';

/** What rules judge, by the name that they read it under. */
export interface Readings {
  /** In milliseconds. */
  deadlineLag: { expiryMs: number; warningMs: number };
  outbox: OutboxTrouble;
  queues: Pick<QueueState, 'name' | 'oldestWaitingMs' | 'failed' | 'paused'>[];
  /** Whether a worker has finished a job lately. */
  hasWorker: boolean;
  /** Why Redis does not answer; undefined where it does. */
  redisTrouble: string | undefined;
  redisServer: RedisServerState;
  connections: { used: number; max: number };
  replicas: { name: string; lagMs: number }[];
  /** Used per cent of the disk with PostgreSQL's data. */
  diskPercent: number;
}

export type ReadingName = keyof Readings;

/**
 * Reads each of them once. A source that rejects, or is missing, cannot be judged now: its rules neither raise nor clear.
 */
export type Sources = { [Name in ReadingName]?: () => Promise<Readings[Name]> };
