import { statement, type Statement } from '../../platform/postgres/statement.js';
import { refreshTokenDays } from '../accounts/refresh-tokens.js';

/** For how many days what is no longer needed is kept; 0: for ever. */
export interface RetentionDays {
  notifications: number;
  events: number;
}

/** Rows that become useless with time. */
export interface RetentionRule {
  name: string;
  /** For how many days they are kept after they have become useless; 0: for ever. */
  days: (retention: RetentionDays) => number;
  /** Deletes as many as $2 of those that are older than $1 days, and returns how many that were as `deleted`. */
  remove: Statement;
}

/** The oldest first, and none that somebody holds: nothing ever waits for pruning, and pruning for nothing. */
const removeRows = (table: string, isUseless: string, order: string) => `
  WITH useless AS (
    SELECT ctid FROM ${table} WHERE ${isUseless} ORDER BY ${order} LIMIT $2 FOR UPDATE SKIP LOCKED
  ),
  removed AS (DELETE FROM ${table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM useless)) RETURNING 1)
  SELECT count(*)::int AS deleted FROM removed`;

const daysAgo = 'clock_timestamp() - make_interval(days => $1::int)';

/** Ids hold their time (UUIDv7), so that the primary key finds what is old. */
const idOfDaysAgo = '(SELECT uuidv7(make_interval(days => -$1::int)))';

const rule = (name: string, days: RetentionRule['days'], sql: string): RetentionRule => ({
  name,
  days,
  remove: statement(`prune-${name}`, sql),
});

const always = (days: number) => () => days;

/**
 * Notifications that were read or archived. The rows of an inbox change under its lock alone, so that one which somebody
 * holds is left for the next time. The inbox remembers up to where it has been pruned: a client that is not as far cannot
 * catch up any more.
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

/** All that is pruned, each by statements of its own. */
export const retentionRules: readonly RetentionRule[] = [
  rule(
    'idempotency-keys',
    always(1),
    removeRows('idempotency_keys', `created_at < ${daysAgo}`, 'created_at'),
  ),
  rule('refresh-tokens', always(1), removeRows('refresh_tokens', `expires_at < ${daysAgo}`, 'expires_at')),
  // All tokens of a session have expired when it was last used as long ago as a token lives.
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
  // Of days that are over: nobody reads them.
  rule('counters', always(2), removeRows('counters', `counts_until < ${daysAgo}`, 'counts_until')),
  rule('login-failures', always(2), removeRows('login_failures', `last_at < ${daysAgo}`, 'last_at')),
  rule('notifications', ({ notifications: days }) => days, notifications),
  // What is still to be told is kept however old it is. A timeline is shorter then, and nothing else asks for them.
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
