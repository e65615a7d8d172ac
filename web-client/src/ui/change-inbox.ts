import type { InboxChange } from '../../../contract/sockets.js';
import { readNotifications } from '../http/api.js';
import { sentenceFor } from '../http/problem.js';
import type { Live } from '../live/live.js';
import { say, toasts } from '../toasts/toasts.js';

/** Changes the inbox, in this tab by the response and in the other tabs by the server's message. */
export async function changeInbox({ inbox }: Live, change: () => Promise<InboxChange>): Promise<void> {
  try {
    const changed = await change();
    inbox.apply(changed);
    toasts.dismissNotifications([...(changed.readIds ?? []), ...(changed.archivedIds ?? [])]);
  } catch (error) {
    say({ type: 'error', title: 'Nothing was changed', message: sentenceFor(error) });
  }
}

/** Marks a notification as read as an aside: nobody is told if that fails. */
export async function readQuietly({ inbox }: Live, id: string): Promise<void> {
  const unread = await readNotifications({ ids: [id] }).catch(() => undefined);
  if (unread) inbox.apply({ ...unread, readIds: [id] });
}

/** Marks a notification as read. */
export const read = (live: Live, id: string) =>
  changeInbox(live, async () => ({ ...(await readNotifications({ ids: [id] })), readIds: [id] }));
