import type { NotificationsPage, NotificationsQuery } from '../../contract/api/notifications.js';
import type { Notification } from '../../contract/notification.js';
import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';
import type { Caller } from '../accounts/caller.js';
import { notificationJson } from './notification-view.js';

const page = (name: string, condition: string, order: 'ASC' | 'DESC', recovered = 'true') =>
  statement(
    name,
    `SELECT inboxes.last_seq AS "lastSeq", inboxes.unread_count AS "unreadCount",
            ${recovered} AS recovered,
            coalesce(found.items, '[]') AS items
     FROM inboxes, LATERAL (
       SELECT jsonb_agg(item ORDER BY seq ${order}) AS items
       FROM (
         SELECT n.seq, ${notificationJson} AS item FROM notifications n
         WHERE n.user_id = inboxes.user_id AND n.seq > inboxes.archived_up_to AND n.archived_at IS NULL
           AND ${condition}
         ORDER BY n.seq ${order} LIMIT $3
       ) AS rows
     ) AS found
     WHERE inboxes.user_id = $1`,
  );

const before = page('notifications-before', 'n.seq < coalesce($2::bigint, inboxes.last_seq + 1)', 'DESC');
const after = page('notifications-after', 'n.seq > $2::bigint', 'ASC', '$2::bigint >= inboxes.pruned_up_to');

/** The caller's unarchived notifications, newest first; oldest first with `after`. */
export async function listNotifications(
  db: Database,
  caller: Caller,
  query: NotificationsQuery,
): Promise<NotificationsPage> {
  const values = [caller.userId, query.after ?? query.before ?? null, query.limit];
  const [found] = await db.query<{ items: Notification[] } & Omit<NotificationsPage, 'items'>>(
    query.after === undefined ? before : after,
    values,
  );
  return found ?? { items: [], unreadCount: 0, lastSeq: 0, recovered: true };
}
