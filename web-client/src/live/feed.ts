import type { Notification } from '../../../contract/notification.js';
import type {
  Inbox as InboxMessage,
  InboxChange,
  LiveNotification,
  Refusal,
} from '../../../contract/sockets.js';
import type { Inbox } from './inbox.js';
import { InboxCursor, type Position } from './inbox-cursor.js';
import { chooseToasts } from './toast-rules.js';

/** What was missed, as told over the socket, or over HTTP, which does not tell its epoch. */
export type MissedInbox = Omit<InboxMessage, 'epoch'> & { epoch: string | undefined };

export interface FeedDeps {
  /** Epoch milliseconds of the server's clock. */
  serverNow: () => number;
  /** Requests missed notifications. Rejects when no answer comes. */
  sync: (from: Position) => Promise<InboxMessage | Refusal>;
  /** Reloads the newest page over HTTP. */
  reload: () => void;
  keepPosition: (position: Position) => void;
  /** Called with notifications that are new to this tab, whether they get a toast or not. */
  heard: (notifications: readonly Notification[]) => void;
  show: (notification: Notification) => void;
  showDigest: (count: number) => void;
  /** Dismisses toasts of notifications that were read or superseded. */
  withdraw: (ids: readonly string[]) => void;
}

/** How long to wait for an out-of-order notification before a gap counts as a loss. */
const gapTimeoutMs = 150;

/**
 * Processes the socket messages of this tab. Delivery may repeat or lose them: duplicates are dropped by `seq`, and a
 * gap in the sequence triggers a sync.
 */
export class Feed {
  private readonly cursor: InboxCursor;
  private gapTimer: ReturnType<typeof setTimeout> | undefined;
  private syncing: Promise<void> | undefined;

  constructor(
    private readonly inbox: Inbox,
    private readonly deps: FeedDeps,
    start?: Position,
  ) {
    this.cursor = new InboxCursor(start);
  }

  get position(): Position {
    return this.cursor.position;
  }

  /** Handles an `inbox` message: on connect, on resync or as the answer to a sync. */
  onInbox({ missed, unreadCount, lastSeq, epoch, recovered }: MissedInbox): void {
    if (!recovered) {
      this.startAgain(unreadCount, lastSeq, epoch);
      return;
    }
    const fresh = missed.filter(({ seq }) => this.cursor.take(seq));
    this.cursor.catchUp(lastSeq, epoch);
    this.inbox.count(unreadCount, lastSeq);
    this.take(fresh);
  }

  onNotification({ unreadCount, ...notification }: LiveNotification): void {
    if (!this.cursor.take(notification.seq)) return;
    this.inbox.count(unreadCount, notification.seq);
    this.take([notification]);
    this.mindGap();
  }

  onChange(change: InboxChange): void {
    const { readIds = [], archivedIds = [], supersededIds = [], readUpTo = 0, archivedUpTo = 0 } = change;
    const doneUpTo = Math.max(readUpTo, archivedUpTo);
    // Read before archived rows leave the list.
    const done = this.inbox.items.peek().filter(({ seq }) => seq <= doneUpTo);
    this.inbox.apply(change);
    this.deps.withdraw([...readIds, ...archivedIds, ...supersededIds, ...done.map(({ id }) => id)]);
  }

  /** Requests missed notifications if there is a gap. Failures are ignored: the next sync or reconnect repeats it. */
  sync(): Promise<void> {
    this.stop();
    this.syncing ??= this.deps
      .sync(this.position)
      .then((answer) => {
        if ('missed' in answer) this.onInbox(answer);
        this.mindGap();
      })
      .catch(() => undefined)
      .finally(() => {
        this.syncing = undefined;
      });
    return this.syncing;
  }

  stop(): void {
    clearTimeout(this.gapTimer);
    this.gapTimer = undefined;
  }

  private mindGap(): void {
    if (!this.cursor.hasGap) this.stop();
    else this.gapTimer ??= setTimeout(() => void this.sync(), gapTimeoutMs);
  }

  private take(fresh: readonly Notification[]): void {
    this.deps.keepPosition(this.position);
    if (fresh.length === 0) return;
    this.inbox.add(fresh);
    this.deps.heard(fresh);
    const present = fresh
      .map(({ id }) => this.inbox.find(id))
      .filter((row) => row !== undefined)
      .filter(({ isArchived }) => !isArchived);
    const { shown, digest } = chooseToasts(present, this.deps.serverNow());
    for (const notification of shown) this.deps.show(notification);
    if (digest > 0) this.deps.showDigest(digest);
  }

  /** Resets the local inbox when the cursor is too old to catch up, or of another epoch. */
  private startAgain(unreadCount: number, lastSeq: number, epoch: string | undefined): void {
    const isOtherHistory = this.position.epoch !== undefined && this.position.epoch !== epoch;
    if (isOtherHistory) this.inbox.clear();
    this.cursor.restart(lastSeq, epoch);
    this.inbox.count(unreadCount, lastSeq);
    this.deps.keepPosition(this.position);
    this.deps.reload();
    this.deps.heard([]);
    if (unreadCount > 0) this.deps.showDigest(unreadCount);
  }
}
