import type { UnarchiveBody } from '../../contract/api/notifications.js';
import type { InboxChange } from '../../contract/sockets.js';
import type { Database } from '../../platform/postgres/database.js';
import { statement } from '../../platform/postgres/statement.js';
import type { Caller } from '../accounts/caller.js';
import { lockInboxes } from './write-notifications.js';

/** Rows per transaction, as in `mark-up-to.ts`. */
const atOnce = 1_000;

/**
 * Takes a mark from the notifications $2 of the user $1, under the inbox lock as every change of the unread count. IS NOT DISTINCT FROM and
 * IS TRUE prevent the indexes of a user's notifications, and of all with such a mark, from being used: there may be many.
 * @param unread whether a row is unread after that; it counts unless it is superseded
 * @param below the inbox columns that said up to where every row has the mark
 */
const undoing = (
  name: string,
  {
    set,
    which,
    unread,
    below,
    rows,
  }: { set: string; which: string; unread: string; below: string[]; rows: string },
) =>
  statement(
    name,
    `WITH marked AS (
       UPDATE notifications SET ${set} WHERE id = ANY(${rows}) AND user_id IS NOT DISTINCT FROM $1 AND (${which}) IS TRUE
       RETURNING id, seq, ${unread} AS unread, superseded_at IS NULL AS counted
     )
     UPDATE inboxes SET ${[
       'unread_count = unread_count + (SELECT count(*) FROM marked WHERE unread AND counted)',
       ...below.map((column) => `${column} = least(${column}, (SELECT min(seq) - 1 FROM marked))`),
     ].join()}
     WHERE user_id = $1
     RETURNING unread_count AS "unreadCount", (SELECT coalesce(array_agg(id), '{}') FROM marked) AS ids,
               (SELECT coalesce(array_agg(id), '{}') FROM marked WHERE unread) AS "unreadIds",
               last_seq AS "lastSeq"`,
  );

const named = '$2::uuid[]';

const unread = undoing('unread-notifications', {
  set: 'read_at = NULL, was_read = true',
  which: 'read_at IS NOT NULL AND archived_at IS NULL',
  ...{ unread: 'true', below: ['read_up_to'], rows: named },
});

/** What only its archiving has marked as read is unread again: see `archive-notifications.ts`. */
const back = {
  set: 'archived_at = NULL, read_at = nullif(read_at, archived_at)',
  which: 'archived_at IS NOT NULL',
  ...{ unread: 'read_at IS NULL', below: ['archived_up_to', 'read_up_to'] },
};
const unarchive = undoing('unarchive-notifications', { ...back, rows: named });
/** What was archived at the time $2, of the places after $3 up to $4: of what was archived at other times there may be much more. */
const unarchiveAt = undoing('unarchive-notifications-of-one-time', {
  ...back,
  rows: `ARRAY(
    SELECT id FROM notifications WHERE user_id = $1 AND archived_at = $2::timestamptz AND seq > $3 AND seq <= $4
  )`,
});

interface Undone {
  unreadCount: number;
  ids: string[];
  unreadIds: string[];
  lastSeq: number;
}

async function undo(
  db: Database,
  { userId }: Caller,
  how: typeof unread,
  values: unknown[],
): Promise<Undone> {
  const [row] = await db.queryTogether<Undone>([
    [lockInboxes, [[userId]]],
    [how, [userId, ...values]],
  ]);
  return row ?? { unreadCount: 0, ids: [], unreadIds: [], lastSeq: 0 };
}

/** Marks the caller's notifications as unread again; archived and foreign ones are passed over. Idempotent. */
export async function unreadNotifications(
  db: Database,
  caller: Caller,
  wanted: string[],
): Promise<InboxChange> {
  const { unreadCount, unreadIds } = await undo(db, caller, unread, [wanted]);
  return { unreadCount, unreadIds };
}

/**
 * Puts the caller's notifications back into the inbox as they were, by id or all that were archived at one time; foreign ones are
 * passed over. Idempotent.
 */
export async function unarchiveNotifications(
  db: Database,
  caller: Caller,
  wanted: UnarchiveBody,
): Promise<InboxChange> {
  if ('ids' in wanted) return changeOf(await undo(db, caller, unarchive, [wanted.ids]));
  const all: Undone = { unreadCount: 0, ids: [], unreadIds: [], lastSeq: 1 };
  for (let from = 0; from < all.lastSeq; from += atOnce) {
    const some = await undo(db, caller, unarchiveAt, [wanted.archivedAt, from, from + atOnce]);
    Object.assign(all, { unreadCount: some.unreadCount, lastSeq: some.lastSeq });
    all.ids.push(...some.ids);
    all.unreadIds.push(...some.unreadIds);
  }
  return changeOf(all);
}

const changeOf = ({ unreadCount, ids, unreadIds }: Undone): InboxChange => ({
  unreadCount,
  unarchivedIds: ids,
  unreadIds,
});
