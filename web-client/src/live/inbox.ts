import { batch, computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { InboxState, NotificationsPage } from '../../../contract/api/notifications.js';
import type { Notification } from '../../../contract/notification.js';
import type { InboxChange } from '../../../contract/sockets.js';
import { afterChange, isUnread, type Known } from './after-change.js';

/** As many changes are remembered, for rows and pages that they overtake. */
const mostRemembered = 200;

/** Which rows each list has. */
const belongs: Record<InboxState, (row: Known) => boolean> = {
  all: ({ isArchived }) => !isArchived,
  unread: (row) => !row.isArchived && isUnread(row),
  archived: ({ isArchived }) => isArchived,
};

/** One list of the inbox, newest first. */
interface List {
  rows: ReadonlySignal<readonly Notification[]>;
  /** Every row from this `seq` on is known; 0: all of them. */
  floor: Signal<number>;
}

/** What was asked of the server. */
export interface Asked {
  list: InboxState;
  /** From `changesSeen` when it was asked: later changes may be missing in the answer. */
  since: number;
  /** The page's rows come before this `seq`; the newest page where it is not given. */
  before?: number | undefined;
  limit: number;
}

/**
 * The notifications that this tab knows, and the unread count. Changes (read, archived and so on) may overtake the rows and pages that
 * they are about, so that they are remembered and made again.
 */
export class Inbox {
  private readonly known = signal<ReadonlyMap<string, Known>>(new Map());
  private changes: InboxChange[] = [];
  private seen = 0;
  private countedAt = 0;

  readonly unreadCount = signal(0);
  readonly lists: Record<InboxState, List> = {
    all: this.listOf('all'),
    unread: this.listOf('unread'),
    archived: this.listOf('archived'),
  };

  /** What is not archived, newest first. */
  get items(): ReadonlySignal<readonly Notification[]> {
    return this.lists.all.rows;
  }

  /** Counts the changes that this tab has heard of. */
  get changesSeen(): number {
    return this.seen;
  }

  /** Adds rows that were told as they came. */
  add(notifications: readonly Notification[]): void {
    const rows = new Map(this.known.peek());
    for (const notification of notifications) {
      // A page that was read since knows more of it.
      if (!rows.has(notification.id))
        rows.set(notification.id, this.changed({ ...notification, isArchived: false }));
    }
    this.known.value = rows;
  }

  /** Takes what a page says. What the newest page leaves out is no longer in its list. @returns false where it fits nowhere. */
  take({ list, since, before, limit }: Asked, { items, unreadCount, lastSeq }: NotificationsPage): boolean {
    const { floor } = this.lists[list];
    // The list begins anew since this was asked.
    if (before !== undefined && floor.peek() !== before) return false;
    const isLast = items.length < limit;
    const from = isLast ? 0 : Math.min(...items.map(({ seq }) => seq));
    const rows = new Map(this.known.peek());
    for (const row of rows.values()) {
      const isInRange = row.seq >= from && row.seq <= (before === undefined ? lastSeq : before - 1);
      if (!isInRange || !belongs[list](row)) continue;
      // What is not unread any more is somewhere else; what has left the others may have been deleted.
      if (list === 'unread') rows.set(row.id, { ...row, readAt: row.createdAt });
      else rows.delete(row.id);
    }
    for (const item of items)
      rows.set(item.id, this.changed({ ...item, isArchived: list === 'archived' }, since));
    batch(() => {
      this.known.value = rows;
      floor.value = from;
      if (since === this.seen) this.count(unreadCount, lastSeq);
    });
    return true;
  }

  apply(change: InboxChange): void {
    this.changes = [...this.changes, change].slice(-mostRemembered);
    this.seen += 1;
    batch(() => {
      this.unreadCount.value = change.unreadCount;
      const rows = [...this.known.peek().values()].map((row) => afterChange(row, change));
      this.known.value = new Map(rows.map((row) => [row.id, row]));
    });
  }

  /** Sets the unread count, unless an out-of-order answer carries an older one. @param seq the last `seq` at that moment */
  count(unreadCount: number, seq: number): void {
    if (seq < this.countedAt) return;
    this.countedAt = seq;
    this.unreadCount.value = unreadCount;
  }

  /** Drops all rows, for another history. */
  clear(): void {
    this.changes = [];
    this.seen += 1;
    this.countedAt = 0;
    batch(() => {
      this.known.value = new Map();
      for (const { floor } of Object.values(this.lists)) floor.value = 0;
    });
  }

  find(id: string): Known | undefined {
    return this.known.peek().get(id);
  }

  /** A row after what was heard of it before it came. */
  private changed(row: Known, since = 0): Known {
    const forgotten = this.seen - this.changes.length;
    return this.changes.slice(Math.max(0, since - forgotten)).reduce(afterChange, row);
  }

  private listOf(state: InboxState): List {
    const floor = signal(0);
    const rows = computed(() =>
      [...this.known.value.values()]
        .filter((row) => row.seq >= floor.value && belongs[state](row))
        .sort((a, b) => b.seq - a.seq),
    );
    return { rows, floor };
  }
}
