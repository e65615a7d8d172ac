import type pg from 'pg';
import { Counter, Gauge, Histogram } from 'prom-client';

/** The newest pool of this process: a boot that is repeated opens another one. */
let watched: pg.Pool | undefined;

new Gauge({
  name: 'parkmate_database_pool_connections',
  help: 'Connections to PostgreSQL of this process, by whether they are in use.',
  labelNames: ['state'],
  collect() {
    this.set({ state: 'busy' }, watched ? watched.totalCount - watched.idleCount : 0);
    this.set({ state: 'idle' }, watched?.idleCount ?? 0);
  },
});

new Gauge({
  name: 'parkmate_database_pool_limit',
  help: 'The maximum number of connections of this process (DATABASE_POOL_SIZE).',
  collect() {
    this.set(watched?.options.max ?? 0);
  },
});

new Gauge({
  name: 'parkmate_database_pool_waiting',
  help: 'Callers that wait for a free connection.',
  collect() {
    this.set(watched?.waitingCount ?? 0);
  },
});

export function watchPool(pool: pg.Pool): void {
  watched = pool;
}

export const databaseRetries = new Counter({
  name: 'parkmate_database_retries_total',
  help: 'Transactions that PostgreSQL rolled back (deadlock, serialization failure, stale plan) and that were tried again.',
});

export const statementTimeouts = new Counter({
  name: 'parkmate_database_statement_timeouts_total',
  help: 'Statements that were cancelled, by statement_timeout as a rule.',
});

export const databaseUnavailable = new Counter({
  name: 'parkmate_database_unavailable_errors_total',
  help: 'Statements and connections that failed because PostgreSQL was unavailable.',
});

export const groupCommitMembers = new Histogram({
  name: 'parkmate_database_group_commit_members',
  help: 'Callers that shared one transaction.',
  buckets: [1, 2, 5, 10, 20, 35, 50],
});
