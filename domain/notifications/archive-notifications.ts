import type { InboxChange } from '../../contract/sockets.js';
import type { Database } from '../../platform/database.js';
import { notFound } from '../../platform/errors.js';
import { statement } from '../../platform/statement.js';
import type { Caller } from '../accounts/caller.js';

/** An archived notification counts as read. See `read-notifications.ts` for the lock. */
const archive = (name: string, which: string) =>
  statement(
    name,
    `WITH inbox AS (SELECT user_id FROM inboxes WHERE user_id = $1 FOR UPDATE),
    found AS (
      SELECT n.id, n.read_at IS NULL AS unread
      FROM notifications n JOIN inbox USING (user_id)
      WHERE n.archived_at IS NULL AND ${which}
      FOR UPDATE OF n
    ),
    archived AS (
      UPDATE notifications n
      SET archived_at = clock_timestamp(), read_at = coalesce(n.read_at, clock_timestamp())
      FROM found WHERE n.id = found.id
      RETURNING n.id, found.unread
    )
    UPDATE inboxes SET unread_count = unread_count - (SELECT count(*) FROM archived WHERE unread)
    FROM inbox WHERE inboxes.user_id = inbox.user_id
    RETURNING unread_count AS "unreadCount", (SELECT coalesce(array_agg(id), '{}') FROM archived) AS ids`,
  );

const one = archive('archive-notification', 'n.id = $2::uuid');
const all = archive('archive-notifications', '$2::uuid IS NULL');

/** Takes one notification out of the caller's inbox. @throws Problem 404 when it is not there. */
export async function archiveNotification(db: Database, caller: Caller, id: string): Promise<InboxChange> {
  const change = await run(db, one, caller, id);
  if (change.archivedIds?.length === 0) throw notFound('notification');
  return change;
}

/** Empties the caller's inbox. */
export const archiveAllNotifications = (db: Database, caller: Caller) => run(db, all, caller, null);

async function run(db: Database, sql: typeof one, caller: Caller, id: string | null): Promise<InboxChange> {
  const [row] = await db.query<{ unreadCount: number; ids: string[] }>(sql, [caller.userId, id]);
  return { unreadCount: row?.unreadCount ?? 0, archivedIds: row?.ids ?? [] };
}
