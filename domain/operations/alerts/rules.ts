import { defineAlertRule, type AlertRule, type Finding, type Says } from './alert-rule.js';

/** So much time has passed since a worker finished a job when its key in Redis has expired: see `workerAliveKey`. */
const aliveKeyMs = 10_000;
const briefMs = 4_000;

const seconds = (ms: number) => `${Math.round(ms / 1_000)} s`;
const percent = (share: number) => `${Math.round(share)} %`;

/** Nothing, or the one thing that a rule without subjects finds. */
const one = (isWrong: boolean, figure: string, says: Says): Finding[] => (isWrong ? [{ figure, says }] : []);

/** Every alert. A new one needs a section of its name in docs/operating.md. */
export const alertRules: readonly AlertRule[] = [
  defineAlertRule({
    ...{ name: 'expiry-lag', severity: 'critical', reads: 'deadlineLag', holdMs: () => 0 },
    find: ({ expiryMs }, { expiryLagMs }) =>
      one(expiryMs > expiryLagMs, seconds(expiryMs), {
        en: `the expiry of a booking has been overdue for ${seconds(expiryMs)} (limit: ${seconds(expiryLagMs)})`,
        es: `el vencimiento de una reserva lleva ${seconds(expiryMs)} de retraso (límite: ${seconds(expiryLagMs)})`,
      }),
  }),

  defineAlertRule({
    ...{ name: 'warning-lag', severity: 'critical', reads: 'deadlineLag', holdMs: () => 0 },
    find: ({ warningMs }, { expiryLagMs }) =>
      one(warningMs > expiryLagMs, seconds(warningMs), {
        en: `the warning of a booking has been overdue for ${seconds(warningMs)} (limit: ${seconds(expiryLagMs)})`,
        es: `el aviso de una reserva lleva ${seconds(warningMs)} de retraso (límite: ${seconds(expiryLagMs)})`,
      }),
  }),

  defineAlertRule({
    ...{ name: 'queue-wait', severity: 'critical', reads: 'queues', holdMs: () => 0 },
    find: (queues, { queueWaitMs }) =>
      queues
        .filter(({ oldestWaitingMs }) => oldestWaitingMs > queueWaitMs)
        .map(({ name, oldestWaitingMs }) => ({
          subject: name,
          figure: seconds(oldestWaitingMs),
          says: {
            en: `the oldest job of the queue ${name} has been waiting for ${seconds(oldestWaitingMs)} (limit: ${seconds(queueWaitMs)})`,
            es: `el trabajo más antiguo de la cola ${name} lleva ${seconds(oldestWaitingMs)} en espera (límite: ${seconds(queueWaitMs)})`,
          },
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
          says: {
            en: `the queue ${name} has ${failed} failed jobs (limit: ${failedJobs})`,
            es: `la cola ${name} tiene ${failed} trabajos con error (límite: ${failedJobs})`,
          },
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
          says: {
            en: `the queue ${name} has been paused for over ${seconds(pausedMs)}`,
            es: `la cola ${name} lleva más de ${seconds(pausedMs)} en pausa`,
          },
        })),
  }),

  defineAlertRule({
    ...{ name: 'dead-events', severity: 'critical', reads: 'outbox', holdMs: () => 0 },
    find: ({ dead }) =>
      one(dead > 0, String(dead), {
        en: `the notifications of ${dead} ${dead === 1 ? 'event' : 'events'} could not be written in ten attempts`,
        es: `las notificaciones de ${dead} ${dead === 1 ? 'evento' : 'eventos'} no se pudieron escribir en diez intentos`,
      }),
  }),

  defineAlertRule({
    ...{ name: 'outbox-lag', severity: 'critical', reads: 'outbox', holdMs: () => briefMs },
    find: ({ overdueMs }, { outboxLagMs }) =>
      one(overdueMs > outboxLagMs, seconds(overdueMs), {
        en: `the notifications of an event have been overdue for ${seconds(overdueMs)} (limit: ${seconds(outboxLagMs)})`,
        es: `las notificaciones de un evento llevan ${seconds(overdueMs)} de retraso (límite: ${seconds(outboxLagMs)})`,
      }),
  }),

  defineAlertRule({
    ...{ name: 'no-worker', severity: 'critical', reads: 'hasWorker' },
    holdMs: ({ workerSilenceMs }) => Math.max(0, workerSilenceMs - aliveKeyMs),
    find: (hasWorker, { workerSilenceMs }) =>
      one(!hasWorker, `over ${seconds(workerSilenceMs)}`, {
        en: `no worker has finished a job for over ${seconds(workerSilenceMs)}`,
        es: `ningún worker ha terminado un trabajo en más de ${seconds(workerSilenceMs)}`,
      }),
  }),

  defineAlertRule({
    ...{ name: 'redis-unreachable', severity: 'critical', reads: 'redisTrouble', holdMs: () => briefMs },
    find: (trouble) =>
      one(trouble !== undefined, trouble ?? '', {
        en: `Redis does not answer: ${trouble ?? ''}`,
        es: `Redis no responde: ${trouble ?? ''}`,
      }),
  }),

  defineAlertRule({
    ...{ name: 'redis-memory', severity: 'critical', reads: 'redisServer', holdMs: () => briefMs },
    find: ({ usedBytes, maxBytes }, { redisMemoryPercent }) => {
      const used = maxBytes === null ? 0 : (usedBytes / maxBytes) * 100;
      return one(used > redisMemoryPercent, percent(used), {
        en: `Redis uses ${percent(used)} of its maxmemory (limit: ${percent(redisMemoryPercent)})`,
        es: `Redis usa ${percent(used)} de su maxmemory (límite: ${percent(redisMemoryPercent)})`,
      });
    },
  }),

  defineAlertRule({
    ...{ name: 'redis-eviction', severity: 'critical', reads: 'redisServer', holdMs: () => 0 },
    find: ({ evictionPolicy }) =>
      one(evictionPolicy !== 'noeviction', evictionPolicy, {
        en: `the maxmemory-policy of Redis is ${evictionPolicy}, under which it deletes jobs; it must be noeviction`,
        es: `la maxmemory-policy de Redis es ${evictionPolicy}, con la que borra trabajos; debe ser noeviction`,
      }),
  }),

  defineAlertRule({
    ...{ name: 'postgres-connections', severity: 'critical', reads: 'connections', holdMs: () => briefMs },
    find: ({ used, max }, { connectionsPercent }) =>
      one(used > (max * connectionsPercent) / 100, `${used} of ${max}`, {
        en: `${used} of ${max} connections of PostgreSQL are in use (limit: ${percent(connectionsPercent)})`,
        es: `${used} de ${max} conexiones de PostgreSQL están en uso (límite: ${percent(connectionsPercent)})`,
      }),
  }),

  defineAlertRule({
    ...{ name: 'replication-lag', severity: 'warning', reads: 'replicas', holdMs: () => briefMs },
    find: (replicas, { replicationLagMs }) =>
      replicas
        .filter(({ lagMs }) => lagMs > replicationLagMs)
        .map(({ name, lagMs }) => ({
          subject: name,
          figure: seconds(lagMs),
          says: {
            en: `the replica ${name} is ${seconds(lagMs)} behind (limit: ${seconds(replicationLagMs)})`,
            es: `la réplica ${name} lleva ${seconds(lagMs)} de retraso (límite: ${seconds(replicationLagMs)})`,
          },
        })),
  }),

  defineAlertRule({
    ...{ name: 'disk-space', severity: 'critical', reads: 'diskPercent', holdMs: () => briefMs },
    find: (used, { diskPercent }) =>
      one(used > diskPercent, percent(used), {
        en: `${percent(used)} of the disk with the data of PostgreSQL are used (limit: ${percent(diskPercent)})`,
        es: `${percent(used)} del disco con los datos de PostgreSQL está en uso (límite: ${percent(diskPercent)})`,
      }),
  }),
];
