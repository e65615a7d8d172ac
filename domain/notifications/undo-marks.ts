import type { InboxChange } from '../../contract/sockets.js';
import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';
import type { Caller } from '../accounts/caller.js';
import { lockInboxes } from './write-notifications.js';

/**
 * Takes a mark from the notifications $2 of the user $1, under the inbox lock as every change of the unread count. IS NOT DISTINCT FROM and
 * IS TRUE prevent the indexes of a user's notifications, and of all with such a mark, from being used: there may be many.
 */
const undoing = (
  name: string,
  { set, which, counted, below }: { set: string; which: string; counted: string; below: string },
) =>
  statement(
    name,
    `WITH marked AS (
       UPDATE notifications SET ${set} WHERE id = ANY($2::uuid[]) AND user_id IS NOT DISTINCT FROM $1 AND (${which}) IS TRUE
       RETURNING id, seq, ${counted} AS counted
     )
     UPDATE inboxes SET unread_count = unread_count + (SELECT count(*) FROM marked WHERE counted),
                        ${below} = least(${below}, (SELECT min(seq) - 1 FROM marked))
     WHERE user_id = $1
     RETURNING unread_count AS "unreadCount", (SELECT coalesce(array_agg(id), '{}') FROM marked) AS ids`,
  );

const unread = undoing('unread-notifications', {
  set: 'read_at = NULL, was_read = true',
  which: 'read_at IS NOT NULL AND archived_at IS NULL',
  ...{ counted: 'superseded_at IS NULL', below: 'read_up_to' },
});

/** What was archived counted as read, and stays read. */
const unarchive = undoing('unarchive-notifications', {
  set: 'archived_at = NULL',
  ...{ which: 'archived_at IS NOT NULL', counted: 'false', below: 'archived_up_to' },
});

async function undo(db: Database, { userId }: Caller, ids: string[], how: typeof unread) {
  const [row] = await db.queryTogether<{ unreadCount: number; ids: string[] }>([
    [lockInboxes, [[userId]]],
    [how, [userId, ids]],
  ]);
  return row ?? { unreadCount: 0, ids: [] };
}

/** Marks the caller's notifications as unread again; archived and foreign ones are passed over. Idempotent. */
export async function unreadNotifications(
  db: Database,
  caller: Caller,
  wanted: string[],
): Promise<InboxChange> {
  const { unreadCount, ids } = await undo(db, caller, wanted, unread);
  return { unreadCount, unreadIds: ids };
}

/** Puts the caller's notifications back into the inbox, as read; foreign ones are passed over. Idempotent. */
export async function unarchiveNotifications(
  db: Database,
  caller: Caller,
  wanted: string[],
): Promise<InboxChange> {
  const { unreadCount, ids } = await undo(db, caller, wanted, unarchive);
  return { unreadCount, unarchivedIds: ids };
}
