import type { ReadBody } from '../../contract/api/notifications.js';
import type { InboxChange } from '../../contract/sockets.js';
import type { Database } from '../../platform/database.js';
import { statement } from '../../platform/statement.js';
import type { Caller } from '../accounts/caller.js';

/** Under the inbox lock, as everything that changes the unread count: it can then never drift from the rows. */
const markRead = (name: string, which: string) =>
  statement(
    name,
    `WITH inbox AS (SELECT user_id FROM inboxes WHERE user_id = $1 FOR UPDATE),
    marked AS (
      UPDATE notifications n SET read_at = clock_timestamp()
      FROM inbox
      WHERE n.user_id = inbox.user_id AND n.read_at IS NULL AND n.archived_at IS NULL AND ${which}
      RETURNING n.id
    )
    UPDATE inboxes SET unread_count = unread_count - (SELECT count(*) FROM marked)
    FROM inbox WHERE inboxes.user_id = inbox.user_id
    RETURNING unread_count AS "unreadCount", (SELECT coalesce(array_agg(id), '{}') FROM marked) AS ids`,
  );

const byIds = markRead('read-notifications', 'n.id = ANY($2::uuid[])');
const upTo = markRead('read-notifications-up-to', 'n.seq <= $2::bigint');

/** Marks notifications of the caller as read; ids of others' are passed over. Again: nothing new happens. */
export async function readNotifications(db: Database, caller: Caller, which: ReadBody): Promise<InboxChange> {
  const [sql, value] = 'ids' in which ? [byIds, which.ids] : [upTo, which.upTo];
  const [row] = await db.query<{ unreadCount: number; ids: string[] }>(sql, [caller.userId, value]);
  return {
    unreadCount: row?.unreadCount ?? 0,
    ...('ids' in which ? { readIds: row?.ids ?? [] } : { readUpTo: which.upTo }),
  };
}
