import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';

/** The last `seq` that a device reports as shown. */
export interface Shown {
  sessionId: string;
  userId: string;
  seq: number;
}

/**
 * Positions are monotonic, capped at the last `seq`, and only of live sessions of the user.
 *
 * A notification counts when the highest position over all devices of its user passes it. That one is a row of its own: two
 * devices that report the same at once update it one after the other, and each compares with what the other has committed,
 * which a look at `devices_shown` would not see. What was pruned meanwhile is not counted.
 *
 * Rows are written in the same order by every process, users first and then sessions: concurrent ones would deadlock otherwise.
 * (PostgreSQL runs `device`, to which nothing refers, last.)
 */
const record = statement(
  'record-shown',
  `WITH reported AS MATERIALIZED (
    SELECT sessions.id AS session_id, sessions.user_id, least(said.seq, inboxes.last_seq) AS seq, inboxes.pruned_up_to
    FROM unnest($1::uuid[], $2::uuid[], $3::bigint[]) AS said (session_id, user_id, seq)
    JOIN sessions ON sessions.id = said.session_id AND sessions.user_id = said.user_id
    JOIN inboxes ON inboxes.user_id = said.user_id
  ),
  person AS (
    SELECT user_id, max(seq) AS seq, max(pruned_up_to) AS pruned_up_to FROM reported GROUP BY user_id
  ),
  moved AS (
    INSERT INTO inboxes_shown AS known (user_id, last_shown_seq)
    SELECT user_id, seq FROM person ORDER BY user_id
    ON CONFLICT (user_id) DO UPDATE SET last_shown_seq = excluded.last_shown_seq
    WHERE known.last_shown_seq < excluded.last_shown_seq
    RETURNING known.user_id, coalesce(old.last_shown_seq, 0) AS since, new.last_shown_seq AS until
  ),
  device AS (
    INSERT INTO devices_shown AS device (session_id, user_id, last_shown_seq)
    SELECT session_id, user_id, seq FROM reported ORDER BY session_id
    ON CONFLICT (session_id) DO UPDATE SET last_shown_seq = excluded.last_shown_seq, at = clock_timestamp()
    WHERE device.last_shown_seq < excluded.last_shown_seq
  )
  SELECT coalesce(sum(greatest(0, until - greatest(since, pruned_up_to))), 0)::int AS count
  FROM moved JOIN person USING (user_id)`,
);

/**
 * Records positions of many devices, each listed once.
 * @returns how many notifications were shown for the first time, by any device of their users.
 */
export async function recordShown(db: Database, shown: readonly Shown[]): Promise<number> {
  if (shown.length === 0) return 0;
  const [first] = await db.query<{ count: number }>(record, [
    shown.map(({ sessionId }) => sessionId),
    shown.map(({ userId }) => userId),
    shown.map(({ seq }) => seq),
  ]);
  return first?.count ?? 0;
}
