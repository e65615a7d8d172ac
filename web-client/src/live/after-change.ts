import type { Notification } from '../../../contract/notification.js';
import type { InboxChange } from '../../../contract/sockets.js';

/** A notification as a tab knows it. */
export interface Known extends Notification {
  isArchived: boolean;
}

/** Whether it needs somebody: it is unread, and still true. */
export const isUnread = ({ readAt, supersededAt }: Notification): boolean =>
  readAt === null && supersededAt === null;

/** A row after a change. The exact times are the server's; locally only their presence matters. */
export function afterChange(row: Known, change: InboxChange): Known {
  const { id, seq, createdAt } = row;
  const names = (ids: readonly string[] | undefined) => ids?.includes(id) === true;
  const isUpTo = (place: number | undefined) => place !== undefined && seq <= place;
  let { readAt, supersededAt, isArchived } = row;
  if (names(change.readIds) || isUpTo(change.readUpTo)) readAt ??= createdAt;
  if (names(change.supersededIds)) supersededAt ??= createdAt;
  const isDone = readAt !== null || supersededAt !== null;
  if (
    names(change.archivedIds) ||
    isUpTo(change.archivedUpTo) ||
    (isUpTo(change.archivedReadUpTo) && isDone)
  ) {
    isArchived = true;
    // What is archived counts as read.
    readAt ??= createdAt;
  }
  if (names(change.unarchivedIds)) isArchived = false;
  if (names(change.unreadIds)) readAt = null;
  return { ...row, readAt, supersededAt, isArchived };
}
