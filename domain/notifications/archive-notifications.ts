import type { InboxChange } from '../../contract/sockets.js';
import type { Database } from '../../platform/postgres/database.js';
import { notFound } from '../errors.js';
import { statement } from '../../platform/postgres/statement.js';
import type { Caller } from '../accounts/caller.js';
import { archiveTime, marking, markUpTo } from './mark-up-to.js';
import { lockInboxes } from './write-notifications.js';

/**
 * An archived notification counts as read. By the same time in both columns `undo-marks.ts` knows what only its archiving has marked as
 * read: what was read before was read a millisecond before at the latest. See `read-notifications.ts` for the lock.
 */
const change = (at: string) => `UPDATE notifications
  SET archived_at = ${at},
      read_at = CASE WHEN read_at IS NULL THEN ${at} ELSE least(read_at, ${at} - interval '1 millisecond') END`;
const counted = 'old.read_at IS NULL AND superseded_at IS NULL';

const one = statement(
  'archive-notification',
  `WITH stamp AS (SELECT ${archiveTime} AS at FROM inboxes WHERE user_id = $1),
  marked AS (
    ${change('stamp.at')} FROM stamp WHERE user_id = $1 AND id = $2 AND archived_at IS NULL RETURNING id, ${counted} AS counted
  )
  UPDATE inboxes SET unread_count = unread_count - (SELECT count(*) FROM marked WHERE counted),
                     last_archived_at = (SELECT at FROM stamp)
  WHERE user_id = $1 AND EXISTS (SELECT FROM marked)
  RETURNING unread_count AS "unreadCount"`,
);

const upToHere = marking('archive-notifications-up-to', {
  ...{ change: change('$4::timestamptz'), which: 'archived_at IS NULL', counted },
  ...{ reached: ['archived_up_to', 'read_up_to'], from: 'archived_up_to', stamp: true },
});

/** What is unread and still true stays, so that no place is reached up to which everything is archived. */
const readUpToHere = marking('archive-read-notifications-up-to', {
  change: change('$4::timestamptz'),
  ...{
    which: 'archived_at IS NULL AND (read_at IS NOT NULL OR superseded_at IS NOT NULL)',
    counted: 'false',
  },
  ...{ reached: [], from: 'archived_up_to', stamp: true },
});

/** Takes one notification out of the caller's inbox. @throws DomainError `not_found` when it is not there. */
export async function archiveNotification(db: Database, caller: Caller, id: string): Promise<InboxChange> {
  const [row] = await db.queryTogether<{ unreadCount: number }>([
    [lockInboxes, [[caller.userId]]],
    [one, [caller.userId, id]],
  ]);
  if (!row) throw notFound('notification');
  return { unreadCount: row.unreadCount, archivedIds: [id] };
}

/** `at`: the time by which `unarchiveNotifications` finds again what was archived at once. */
export interface Archived {
  change: InboxChange;
  at: Date;
}

/** Empties the caller's inbox up to a place in the sequence, or to the last one there is now. */
export async function archiveUpTo(db: Database, caller: Caller, wanted: number): Promise<Archived> {
  const { unreadCount, upTo, at } = await markUpTo(db, caller, wanted, upToHere);
  return { change: { unreadCount, archivedUpTo: upTo }, at };
}

/** The same for what is read, or no longer true, alone. */
export async function archiveReadUpTo(db: Database, caller: Caller, wanted: number): Promise<Archived> {
  const { unreadCount, upTo, at } = await markUpTo(db, caller, wanted, readUpToHere);
  return { change: { unreadCount, archivedReadUpTo: upTo }, at };
}
