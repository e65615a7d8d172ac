/** The bell, and the lists that it opens. */
export const inboxTexts = {
  bell: (unread: number) => `Notifications, ${unread} unread`,
  title: 'Notifications',
  close: 'Close notifications',
  loading: 'Loading notifications',
  tabs: { all: 'All', unread: 'Unread', archived: 'Archived' },
  markAllRead: 'Mark all read',
  archiveRead: 'Archive read',
  archiveAll: 'Archive all',
  undo: 'Undo',
  /** What was done. */
  done: {
    read: 'Marked as read.',
    unread: 'Marked as unread.',
    allRead: 'All are marked as read.',
    archived: 'Archived.',
    readArchived: 'What you have read is archived.',
    allArchived: 'All are archived.',
    back: 'Back in the inbox.',
    undone: 'Undone.',
  },
  unchanged: 'Nothing was changed',
  /** On buttons of a row, with its title for those who do not see the row. */
  act: { read: 'Mark as read', unread: 'Mark as unread', archive: 'Archive', unarchive: 'Put back' },
  of: (act: string, title: string) => `${act}: ${title}`,
  isUnread: 'unread',
  past: 'no longer current',
  nothing: {
    all: { title: 'You are all caught up', more: 'What happens to your bookings is told here.' },
    unread: { title: 'Nothing is unread', more: 'What you have read is under All.' },
    archived: { title: 'Nothing is archived', more: 'What you archive can be read here, and put back.' },
  },
};
export type InboxTexts = typeof inboxTexts;
