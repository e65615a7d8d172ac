import { defineAlertRule, type AlertRule, type Finding } from './alert-rule.js';

/** So much time has passed since a worker finished a job when its key in Redis has expired: see `workerAliveKey`. */
const aliveKeyMs = 10_000;
const briefMs = 4_000;

const seconds = (ms: number) => `${Math.round(ms / 1_000)} s`;
const percent = (share: number) => `${Math.round(share)} %`;

/** Nothing, or the one thing that a rule without subjects finds. */
const one = (isWrong: boolean, figure: string, says: string): Finding[] =>
  isWrong ? [{ figure, says }] : [];

/** Every alert. A new one needs a section of its name in docs/operating.md. */
export const alertRules: readonly AlertRule[] = [
  defineAlertRule({
    ...{ name: 'expiry-lag', severity: 'critical', reads: 'deadlineLag', holdMs: () => 0 },
    find: ({ expiryMs }, { expiryLagMs }) =>
      one(
        expiryMs > expiryLagMs,
        seconds(expiryMs),
        `the expiry of a booking has been overdue for ${seconds(expiryMs)} (limit: ${seconds(expiryLagMs)})`,
      ),
  }),

  defineAlertRule({
    ...{ name: 'warning-lag', severity: 'critical', reads: 'deadlineLag', holdMs: () => 0 },
    find: ({ warningMs }, { expiryLagMs }) =>
      one(
        warningMs > expiryLagMs,
        seconds(warningMs),
        `the warning of a booking has been overdue for ${seconds(warningMs)} (limit: ${seconds(expiryLagMs)})`,
      ),
  }),

  defineAlertRule({
    ...{ name: 'queue-wait', severity: 'critical', reads: 'queues', holdMs: () => 0 },
    find: (queues, { queueWaitMs }) =>
      queues
        .filter(({ oldestWaitingMs }) => oldestWaitingMs > queueWaitMs)
        .map(({ name, oldestWaitingMs }) => ({
          subject: name,
          figure: seconds(oldestWaitingMs),
          says: `the oldest job of the queue ${name} has been waiting for ${seconds(oldestWaitingMs)} (limit: ${seconds(queueWaitMs)})`,
        })),
  }),

  // Cleared when jobs are retried or discarded, or a week after they failed, when Redis forgets them.
  defineAlertRule({
    ...{ name: 'failed-jobs', severity: 'warning', reads: 'queues', holdMs: () => 0 },
    find: (queues, { failedJobs }) =>
      queues
        .filter(({ failed }) => failed > failedJobs)
        .map(({ name, failed }) => ({
          subject: name,
          figure: String(failed),
          says: `the queue ${name} has ${failed} failed jobs (limit: ${failedJobs})`,
        })),
  }),

  defineAlertRule({
    ...{ name: 'queue-paused', severity: 'warning', reads: 'queues', holdMs: ({ pausedMs }) => pausedMs },
    find: (queues, { pausedMs }) =>
      queues
        .filter(({ paused }) => paused)
        .map(({ name }) => ({
          subject: name,
          figure: `over ${seconds(pausedMs)}`,
          says: `the queue ${name} has been paused for over ${seconds(pausedMs)}`,
        })),
  }),

  defineAlertRule({
    ...{ name: 'dead-events', severity: 'critical', reads: 'outbox', holdMs: () => 0 },
    find: ({ dead }) =>
      one(
        dead > 0,
        String(dead),
        `the notifications of ${dead} ${dead === 1 ? 'event' : 'events'} could not be written in ten attempts`,
      ),
  }),

  defineAlertRule({
    ...{ name: 'outbox-lag', severity: 'critical', reads: 'outbox', holdMs: () => briefMs },
    find: ({ overdueMs }, { outboxLagMs }) =>
      one(
        overdueMs > outboxLagMs,
        seconds(overdueMs),
        `the notifications of an event have been overdue for ${seconds(overdueMs)} (limit: ${seconds(outboxLagMs)})`,
      ),
  }),

  defineAlertRule({
    ...{ name: 'no-worker', severity: 'critical', reads: 'hasWorker' },
    holdMs: ({ workerSilenceMs }) => Math.max(0, workerSilenceMs - aliveKeyMs),
    find: (hasWorker, { workerSilenceMs }) =>
      one(
        !hasWorker,
        `over ${seconds(workerSilenceMs)}`,
        `no worker has finished a job for over ${seconds(workerSilenceMs)}`,
      ),
  }),

  defineAlertRule({
    ...{ name: 'redis-unreachable', severity: 'critical', reads: 'redisTrouble', holdMs: () => briefMs },
    find: (trouble) => one(trouble !== undefined, trouble ?? '', `Redis does not answer: ${trouble ?? ''}`),
  }),

  defineAlertRule({
    ...{ name: 'redis-memory', severity: 'critical', reads: 'redisServer', holdMs: () => briefMs },
    find: ({ usedBytes, maxBytes }, { redisMemoryPercent }) => {
      const used = maxBytes === null ? 0 : (usedBytes / maxBytes) * 100;
      return one(
        used > redisMemoryPercent,
        percent(used),
        `Redis uses ${percent(used)} of its maxmemory (limit: ${percent(redisMemoryPercent)})`,
      );
    },
  }),

  defineAlertRule({
    ...{ name: 'redis-eviction', severity: 'critical', reads: 'redisServer', holdMs: () => 0 },
    find: ({ evictionPolicy }) =>
      one(
        evictionPolicy !== 'noeviction',
        evictionPolicy,
        `the maxmemory-policy of Redis is ${evictionPolicy}, under which it deletes jobs; it must be noeviction`,
      ),
  }),

  defineAlertRule({
    ...{ name: 'postgres-connections', severity: 'critical', reads: 'connections', holdMs: () => briefMs },
    find: ({ used, max }, { connectionsPercent }) =>
      one(
        used > (max * connectionsPercent) / 100,
        `${used} of ${max}`,
        `${used} of ${max} connections of PostgreSQL are in use (limit: ${percent(connectionsPercent)})`,
      ),
  }),

  defineAlertRule({
    ...{ name: 'replication-lag', severity: 'warning', reads: 'replicas', holdMs: () => briefMs },
    find: (replicas, { replicationLagMs }) =>
      replicas
        .filter(({ lagMs }) => lagMs > replicationLagMs)
        .map(({ name, lagMs }) => ({
          subject: name,
          figure: seconds(lagMs),
          says: `the replica ${name} is ${seconds(lagMs)} behind (limit: ${seconds(replicationLagMs)})`,
        })),
  }),

  defineAlertRule({
    ...{ name: 'disk-space', severity: 'critical', reads: 'diskPercent', holdMs: () => briefMs },
    find: (used, { diskPercent }) =>
      one(
        used > diskPercent,
        percent(used),
        `${percent(used)} of the disk with the data of PostgreSQL are used (limit: ${percent(diskPercent)})`,
      ),
  }),
];
