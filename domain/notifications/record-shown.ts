import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';

/** The last `seq` that a device reports as shown. */
export interface Shown {
  sessionId: string;
  userId: string;
  seq: number;
}

/**
 * Monotonic, capped at the last `seq`, and only for live sessions of the user. Ordered by session: concurrent API processes would
 * deadlock otherwise.
 */
const record = statement(
  'record-shown',
  `INSERT INTO devices_shown AS device (session_id, user_id, last_shown_seq)
   SELECT sessions.id, sessions.user_id, least(said.seq, inboxes.last_seq)
   FROM unnest($1::uuid[], $2::uuid[], $3::bigint[]) AS said (session_id, user_id, seq)
   JOIN sessions ON sessions.id = said.session_id AND sessions.user_id = said.user_id
   JOIN inboxes ON inboxes.user_id = said.user_id
   ORDER BY sessions.id
   ON CONFLICT (session_id) DO UPDATE SET last_shown_seq = excluded.last_shown_seq, at = clock_timestamp()
   WHERE device.last_shown_seq < excluded.last_shown_seq`,
);

/** Records positions of many devices, each listed once. */
export async function recordShown(db: Database, shown: readonly Shown[]): Promise<void> {
  if (shown.length === 0) return;
  await db.query(record, [
    shown.map(({ sessionId }) => sessionId),
    shown.map(({ userId }) => userId),
    shown.map(({ seq }) => seq),
  ]);
}
