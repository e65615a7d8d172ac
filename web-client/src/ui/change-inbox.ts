import type { UnarchiveBody } from '../../../contract/api/notifications.js';
import type { InboxChange } from '../../../contract/sockets.js';
import {
  archiveNotification,
  archiveNotifications,
  readNotifications,
  unarchiveNotifications,
  unreadNotifications,
} from '../http/api.js';
import { sentenceFor } from '../http/problem.js';
import { isUnread } from '../live/after-change.js';
import type { Live } from '../live/live.js';
import { inbox as texts } from '../texts/inbox.js';
import { say, toasts } from '../toasts/toasts.js';

/**
 * Changes the inbox, in this tab by the response and in the other tabs by the server's message.
 * @returns false where that failed, of which a toast tells
 */
async function change({ inbox }: Live, send: () => Promise<InboxChange>): Promise<boolean> {
  try {
    const changed = await send();
    inbox.apply(changed);
    toasts.dismissNotifications([...(changed.readIds ?? []), ...(changed.archivedIds ?? [])]);
    return true;
  } catch (error) {
    say({ type: 'error', title: texts.value.unchanged, message: sentenceFor(error) });
    return false;
  }
}

/** Marks notifications as read as an aside: nobody is told if that fails. */
export async function readQuietly({ inbox }: Live, ids: string[]): Promise<void> {
  const unread = await readNotifications({ ids }).catch(() => undefined);
  if (unread) inbox.apply({ ...unread, readIds: ids });
}

/** Marks notifications as read. */
export const read = (live: Live, ids: string[]): Promise<boolean> =>
  change(live, async () => ({ ...(await readNotifications({ ids })), readIds: ids }));

/** Marks notifications as unread again. */
export const unread = (live: Live, ids: string[]): Promise<boolean> =>
  change(live, async () => ({ ...(await unreadNotifications({ ids })), unreadIds: ids }));

/** Everything that this tab knows of. */
const newest = ({ inbox }: Live) => {
  const { all, unread } = inbox.lists;
  return [...all.rows.peek(), ...unread.rows.peek()].map(({ id, seq }) => ({ id, seq }));
};

/** Marks everything as read. What comes meanwhile has not been seen here, and stays. */
export function readAll(live: Live): Promise<boolean> {
  const rows = newest(live);
  const upTo = Math.max(0, ...rows.map(({ seq }) => seq));
  const readIds = rows.map(({ id }) => id);
  return change(live, async () => ({ ...(await readNotifications({ upTo })), readIds, readUpTo: upTo }));
}

/** Archives notifications. @returns what puts them back as they were */
export async function archive(live: Live, ids: string[]): Promise<UnarchiveBody | undefined> {
  const isDone = await change(live, async () => {
    let unreadCount = live.inbox.unreadCount.peek();
    for (const id of ids) ({ unreadCount } = await archiveNotification(id));
    return { unreadCount, archivedIds: ids };
  });
  return isDone ? { ids } : undefined;
}

/** Archives everything, or what is read of it. What comes meanwhile stays. @returns what puts it back as it was */
export async function archiveAll(live: Live, only?: 'read'): Promise<UnarchiveBody | undefined> {
  const rows = live.inbox.lists.all.rows.peek();
  const upTo = rows[0]?.seq ?? 0;
  const archivedIds = rows.filter((row) => only === undefined || !isUnread(row)).map(({ id }) => id);
  let back: UnarchiveBody | undefined;
  await change(live, async () => {
    const { unreadCount, archivedAt } = await archiveNotifications(upTo, only);
    back = { archivedAt };
    return { unreadCount, archivedIds, ...(only ? { archivedReadUpTo: upTo } : { archivedUpTo: upTo }) };
  });
  return back;
}

/** Puts back what was archived. */
export async function unarchive(live: Live, which: UnarchiveBody): Promise<boolean> {
  const isDone = await change(live, async () => ({
    ...(await unarchiveNotifications(which)),
    unarchivedIds: 'ids' in which ? which.ids : [],
  }));
  // Which of them are unread again only the server knows.
  if (isDone) await live.pages.refresh();
  return isDone;
}
