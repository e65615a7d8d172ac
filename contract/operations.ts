import type { AlertSeverity } from './api/operations.js';

/** What the namespace `/operations` sends. Times are of the server; every figure says when it was read. */

/** One queue at one moment. */
export interface QueueState {
  name: string;
  waiting: number;
  active: number;
  delayed: number;
  failed: number;
  completedPerMinute: number;
  /** Age of the oldest waiting job; 0 without any. */
  oldestWaitingMs: number;
  paused: boolean;
}

export interface QueuesSnapshot {
  /** Null: Redis does not say. */
  queues: QueueState[] | null;
  /** For how long the booking that should have ended first has been waiting for its expiry; 0 when none is. Null: PostgreSQL does not say. */
  expiryLagMs: number | null;
  /** The same of the booking whose warning was due first. */
  warningLagMs: number | null;
  /** Workers that are alive. Null: Redis does not say. */
  workers: number | null;
  asOf: string;
}

/** An api or worker process that was heard of within the last minutes. */
export interface ProcessState {
  id: string;
  kind: 'api' | 'worker';
  version: string;
  startedAt: string;
  seenAt: string;
  /** When a worker last finished a job; null for an api, and before the first. */
  lastWorkAt: string | null;
  /** Open sockets of an api; null for a worker. */
  sockets: number | null;
}

/**
 * How many notifications had this outcome within the last hour, whenever they were written. One may have several, each once:
 * `written`; `shown` by any device of its user; `read`, that is marked as such; `superseded` before its user had read it.
 * More channels and outcomes may come.
 */
export interface DeliveryCount {
  channel: string;
  outcome: string;
  count: number;
}

export interface OpenAlert {
  id: string;
  rule: string;
  /** What it is about, such as a queue; empty where the rule has one subject only. */
  subject: string;
  severity: AlertSeverity;
  /** In English. */
  message: string;
  /** In other languages, by their codes. Servers of the previous release send none. */
  translations?: Readonly<Record<string, string>>;
  raisedAt: string;
}

/** Everything but the queues. A part that could not be read is null. */
export interface OperationsState {
  /** Critical ones first, and then the newest first. */
  alerts: OpenAlert[] | null;
  outbox: { pending: number; oldestMs: number; dead: number } | null;
  processes: ProcessState[] | null;
  deliveries: DeliveryCount[] | null;
  postgres: {
    isUp: boolean;
    connections: number | null;
    maxConnections: number | null;
    databaseBytes: number | null;
    /** Of the replica that is furthest behind; null without replicas. */
    replicationLagMs: number | null;
  };
  redis: {
    isUp: boolean;
    usedBytes: number | null;
    /** Null without a limit. */
    maxBytes: number | null;
    evictionPolicy: string | null;
    /** Live clients. */
    clients: number | null;
  };
  asOf: string;
}

/** A reading that workers keep for the charts. */
export interface OperationsSample {
  at: string;
  expiryLagMs: number | null;
  warningLagMs: number | null;
  outboxPending: number | null;
  /** Bookings that the sweep ended, measured over the last minute or so. Null: not known yet. */
  expiredPerMinute: number | null;
  queues: Record<string, Omit<QueueState, 'name' | 'paused'>>;
}

/** The last hour, oldest first. */
export interface OperationsHistory {
  everyMs: number;
  samples: OperationsSample[];
}
