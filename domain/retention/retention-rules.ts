import { statement, type Statement } from '../../platform/postgres/statement.js';
import { refreshTokenDays } from '../accounts/refresh-tokens.js';

/** Retention in days; 0: for ever. */
export interface RetentionDays {
  notifications: number;
  events: number;
  connections: number;
}

/** Rows that expire. */
export interface RetentionRule {
  name: string;
  /** Days to keep them after they are no longer needed; 0: for ever. */
  days: (retention: RetentionDays) => number;
  /** Deletes at most $2 rows older than $1 days, and returns their number as `deleted`. */
  remove: Statement;
}

/** Oldest first, SKIP LOCKED: pruning never waits for a lock. */
const removeRows = (table: string, isUseless: string, order: string) => `
  WITH useless AS (
    SELECT ctid FROM ${table} WHERE ${isUseless} ORDER BY ${order} LIMIT $2 FOR UPDATE SKIP LOCKED
  ),
  removed AS (DELETE FROM ${table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM useless)) RETURNING 1)
  SELECT count(*)::int AS deleted FROM removed`;

const daysAgo = 'clock_timestamp() - make_interval(days => $1::int)';

/** UUIDv7 keys are ordered by time, so that the primary key finds old rows. */
const idOfDaysAgo = '(SELECT uuidv7(make_interval(days => -$1::int)))';

const rule = (name: string, days: RetentionRule['days'], sql: string): RetentionRule => ({
  name,
  days,
  remove: statement(`prune-${name}`, sql),
});

const always = (days: number) => () => days;

/**
 * Read or archived notifications. They change only under their inbox's lock; locked inboxes are skipped until the next run. The
 * inbox records up to which `seq` it was pruned: clients with an older cursor cannot catch up and must reload.
 */
const notifications = `
  WITH old AS (
    SELECT id, user_id FROM notifications
    WHERE (read_at IS NOT NULL OR archived_at IS NOT NULL) AND id < ${idOfDaysAgo}
    ORDER BY id LIMIT $2
  ),
  inbox AS (
    SELECT user_id FROM inboxes WHERE user_id = ANY (ARRAY(SELECT user_id FROM old)) FOR NO KEY UPDATE SKIP LOCKED
  ),
  removed AS (
    DELETE FROM notifications
    WHERE id = ANY (ARRAY(SELECT id FROM old WHERE user_id IN (SELECT user_id FROM inbox)))
    RETURNING user_id, seq
  ),
  pruned AS (
    UPDATE inboxes SET pruned_up_to = greatest(pruned_up_to, latest.seq)
    FROM (SELECT user_id, max(seq) AS seq FROM removed GROUP BY user_id) AS latest
    WHERE inboxes.user_id = latest.user_id
  )
  SELECT count(*)::int AS deleted FROM removed`;

/** Every table that is pruned. */
export const retentionRules: readonly RetentionRule[] = [
  rule(
    'idempotency-keys',
    always(1),
    removeRows('idempotency_keys', `created_at < ${daysAgo}`, 'created_at'),
  ),
  rule('refresh-tokens', always(1), removeRows('refresh_tokens', `expires_at < ${daysAgo}`, 'expires_at')),
  rule('mail-tokens', always(1), removeRows('mail_tokens', `expires_at < ${daysAgo}`, 'expires_at')),
  // They count for an hour. Without an index: there are no more of them than people who were written to within a day.
  rule('letter-counts', always(1), removeRows('letter_counts', `last_at < ${daysAgo}`, 'last_at')),
  // A session unused for a refresh token's lifetime has only expired tokens.
  rule(
    'sessions',
    always(refreshTokenDays + 1),
    removeRows('sessions', `last_used_at < ${daysAgo}`, 'last_used_at'),
  ),
  rule(
    'removed-sessions',
    always(2),
    removeRows('removed_sessions', `removed_at < ${daysAgo}`, 'removed_at'),
  ),
  // Counters of past days are not read.
  rule('counters', always(2), removeRows('counters', `counts_until < ${daysAgo}`, 'counts_until')),
  // Longer than a year, so that a season can be compared with the one before.
  rule('counted-hours', always(400), removeRows('counted_hours', `hour < ${daysAgo}`, 'hour')),
  rule('notification-counts', always(400), removeRows('notification_counts', `hour < ${daysAgo}`, 'hour')),
  rule('login-failures', always(2), removeRows('login_failures', `last_at < ${daysAgo}`, 'last_at')),
  rule('notifications', ({ notifications: days }) => days, notifications),
  // A device renews nothing any more with one that is too old.
  rule('renewal-tokens', always(1), removeRows('renewal_tokens', `valid_until < ${daysAgo}`, 'valid_until')),
  // What nobody has looked at for so long: a device that is told nothing any more, or that has long put it away.
  rule('standing-pushes', always(3), removeRows('standing_pushes', `look_at < ${daysAgo}`, 'look_at')),
  // With the log of their attempts. Those of notifications that nobody has read, too.
  rule(
    'deliveries',
    ({ notifications: days }) => days,
    removeRows('deliveries', `id < ${idOfDaysAgo} AND ended_at IS NOT NULL`, 'id'),
  ),
  rule('alerts', ({ events: days }) => days, removeRows('alerts', `cleared_at < ${daysAgo}`, 'cleared_at')),
  rule(
    'device-connections',
    ({ connections: days }) => days,
    removeRows('device_connections', `id < ${idOfDaysAgo}`, 'id'),
  ),
  // Seen for the last time so long ago, it has no younger connections.
  rule(
    'gateways',
    ({ connections: days }) => days,
    removeRows('gateways', `seen_at < ${daysAgo}`, 'seen_at'),
  ),
  // Pending events are kept at any age. Only timelines read old events.
  rule(
    'events',
    ({ events: days }) => days,
    removeRows(
      'events',
      `id < ${idOfDaysAgo} AND NOT EXISTS (SELECT FROM outbox WHERE event_id = events.id)`,
      'id',
    ),
  ),
];
