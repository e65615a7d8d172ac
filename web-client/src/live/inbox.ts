import { computed, signal } from '@preact/signals';
import type { Notification } from '../../../contract/notification.js';
import type { InboxChange } from '../../../contract/sockets.js';

type Mark = 'readAt' | 'supersededAt';

/**
 * The notifications that this tab knows, and the unread count. Marks (read, archived) may arrive before their rows and
 * are kept until then.
 */
export class Inbox {
  private readonly rows = signal<ReadonlyMap<string, Notification>>(new Map());
  private readonly archived = new Set<string>();
  private readonly superseded = new Set<string>();
  private readonly read = new Set<string>();
  private readUpTo = 0;
  private archivedUpTo = 0;
  private countedAt = 0;

  readonly unreadCount = signal(0);

  /** Newest first. */
  readonly items = computed(() => [...this.rows.value.values()].sort((a, b) => b.seq - a.seq));

  /** Adds or updates rows. */
  add(notifications: readonly Notification[]): void {
    const rows = new Map(this.rows.peek());
    for (const notification of notifications) {
      if (!this.isArchived(notification)) rows.set(notification.id, this.marked(notification));
    }
    this.rows.value = rows;
  }

  /**
   * Replaces the newest rows by a loaded page: rows missing there were archived.
   * @param upTo the last `seq` when the page was read; later rows are kept
   */
  refresh(page: readonly Notification[], upTo: number, isComplete: boolean): void {
    const from = isComplete ? 0 : Math.min(...page.map(({ seq }) => seq));
    const kept = [...this.rows.peek().values()].filter(({ seq }) => seq < from || seq > upTo);
    const read = page.filter((row) => !this.isArchived(row)).map((row) => this.marked(row));
    this.rows.value = new Map([...kept, ...read].map((row) => [row.id, row]));
  }

  apply({
    unreadCount,
    readIds = [],
    readUpTo = 0,
    archivedIds = [],
    archivedUpTo = 0,
    supersededIds = [],
  }: InboxChange): void {
    this.unreadCount.value = unreadCount;
    for (const id of readIds) this.read.add(id);
    for (const id of archivedIds) this.archived.add(id);
    for (const id of supersededIds) this.superseded.add(id);
    this.readUpTo = Math.max(this.readUpTo, readUpTo);
    this.archivedUpTo = Math.max(this.archivedUpTo, archivedUpTo);
    const kept = [...this.rows.peek().values()].filter((row) => !this.isArchived(row));
    this.rows.value = new Map(kept.map((row) => [row.id, this.marked(row)]));
  }

  /** Sets the unread count, unless an out-of-order answer carries an older one. @param seq the last `seq` at that moment */
  count(unreadCount: number, seq: number): void {
    if (seq < this.countedAt) return;
    this.countedAt = seq;
    this.unreadCount.value = unreadCount;
  }

  /** Drops all rows, for another history. */
  clear(): void {
    this.rows.value = new Map();
    for (const ids of [this.read, this.archived, this.superseded]) ids.clear();
    this.readUpTo = this.archivedUpTo = this.countedAt = 0;
  }

  isArchived({ id, seq }: Notification): boolean {
    return this.archived.has(id) || seq <= this.archivedUpTo;
  }

  /** The row with all known marks. Marks are never removed by an older answer. */
  marked(notification: Notification): Notification {
    const { id, seq, createdAt } = notification;
    const known = this.rows.peek().get(id);
    const isRead = this.read.has(id) || seq <= this.readUpTo;
    // The exact time is the server's; locally only its presence matters.
    const mark = (name: Mark, isMarked: boolean) =>
      notification[name] ?? known?.[name] ?? (isMarked ? createdAt : null);
    return {
      ...notification,
      readAt: mark('readAt', isRead),
      supersededAt: mark('supersededAt', this.superseded.has(id)),
    };
  }
}
