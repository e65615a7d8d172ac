import type { InboxState, NotificationsPage, NotificationsQuery } from '../../contract/api/notifications.js';
import type { Notification } from '../../contract/notification.js';
import type { Database } from '../../platform/postgres/database.js';
import { statement, type Statement } from '../../platform/postgres/statement.js';
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
         WHERE n.user_id = inboxes.user_id AND ${condition}
         ORDER BY n.seq ${order} LIMIT $3
       ) AS rows
     ) AS found
     WHERE inboxes.user_id = $1`,
  );

const present = 'n.seq > inboxes.archived_up_to AND n.archived_at IS NULL';
const isBefore = 'n.seq < coalesce($2::bigint, inboxes.last_seq + 1)';

const before: Record<InboxState, Statement> = {
  all: page('notifications-before', `${present} AND ${isBefore}`, 'DESC'),
  unread: page(
    'notifications-unread',
    `n.seq > inboxes.read_up_to AND n.read_at IS NULL AND n.archived_at IS NULL AND n.superseded_at IS NULL AND ${isBefore}`,
    'DESC',
  ),
  archived: page('notifications-archived', `n.archived_at IS NOT NULL AND ${isBefore}`, 'DESC'),
};
const after = page(
  'notifications-after',
  `${present} AND n.seq > $2::bigint`,
  'ASC',
  '$2::bigint >= inboxes.pruned_up_to',
);

/** The caller's notifications, newest first, unarchived ones unless asked otherwise; oldest first with `after`. */
export async function listNotifications(
  db: Database,
  caller: Caller,
  query: Omit<NotificationsQuery, 'state'> & { state?: InboxState },
): Promise<NotificationsPage> {
  const values = [caller.userId, query.after ?? query.before ?? null, query.limit];
  const [found] = await db.query<{ items: Notification[] } & Omit<NotificationsPage, 'items'>>(
    query.after === undefined ? before[query.state ?? 'all'] : after,
    values,
  );
  return found ?? { items: [], unreadCount: 0, lastSeq: 0, recovered: true };
}
