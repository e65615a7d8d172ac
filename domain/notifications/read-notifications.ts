import type { ReadBody } from '../../contract/api/notifications.js';
import type { InboxChange } from '../../contract/sockets.js';
import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';
import type { Caller } from '../accounts/caller.js';
import { marking, markUpTo } from './mark-up-to.js';
import { lockInboxes } from './write-notifications.js';

const change = (at: string) => `UPDATE notifications SET read_at = ${at}`;
const which = 'read_at IS NULL AND archived_at IS NULL';
/** Superseded notifications do not count as unread. */
const counted = 'superseded_at IS NULL';

/** Under the inbox lock, as every change of the unread count, which therefore cannot drift from the rows. */
const byIds = statement(
  'read-notifications',
  `WITH marked AS (
    ${change('clock_timestamp()')} WHERE user_id = $1 AND id = ANY($2::uuid[]) AND ${which} RETURNING id, ${counted} AS counted, NOT was_read AS first
  )
  UPDATE inboxes SET unread_count = unread_count - (SELECT count(*) FROM marked WHERE counted)
  WHERE user_id = $1
  RETURNING unread_count AS "unreadCount", (SELECT coalesce(array_agg(id), '{}') FROM marked) AS ids,
            (SELECT count(*) FROM marked WHERE first) AS marked`,
);

const first = 'NOT was_read';
const upToHere = marking('read-notifications-up-to', {
  ...{ change: change('$4'), which, counted, first },
  ...{ reached: ['read_up_to'], from: 'read_up_to' },
});

/**
 * Marks the caller's notifications as read; foreign ids are ignored. Idempotent.
 * @returns in `marked` how many were read for the first time, unless they had been archived.
 */
export async function readNotifications(
  db: Database,
  caller: Caller,
  read: ReadBody,
): Promise<{ change: InboxChange; marked: number }> {
  if ('upTo' in read) {
    const { unreadCount, upTo, marked } = await markUpTo(db, caller, read.upTo, upToHere);
    return { change: { unreadCount, readUpTo: upTo }, marked };
  }
  const [row] = await db.queryTogether<{ unreadCount: number; ids: string[]; marked: number }>([
    [lockInboxes, [[caller.userId]]],
    [byIds, [caller.userId, read.ids]],
  ]);
  const { unreadCount, ids, marked } = row ?? { unreadCount: 0, ids: [], marked: 0 };
  return { change: { unreadCount, readIds: ids }, marked };
}
