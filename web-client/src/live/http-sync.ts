import { signal } from '@preact/signals';
import type { NotificationsPage } from '../../../contract/api/notifications.js';
import type { MissedInbox } from './feed.js';
import type { Position } from './inbox-cursor.js';

/** Most disconnections are over by then. */
const patienceMs = 4_000;

/** What the banner promises. */
export const askEverySeconds = 10;

const pageSize = 100;

export interface HttpSyncDeps {
  position: () => Position;
  read: (page: { after: number; limit: number }) => Promise<NotificationsPage>;
  take: (inbox: MissedInbox) => void;
  /** Whether the page is visible. */
  isVisible: () => boolean;
}

/** Asks for news over HTTP while there is no live connection: some proxies let no web socket through. */
export class HttpSync {
  /** Whether the last question was answered. */
  readonly isWorking = signal(false);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private run = 0;

  constructor(private readonly deps: HttpSyncDeps) {}

  start(): void {
    if (this.timer === undefined) this.askAfter(patienceMs, this.run);
  }

  stop(): void {
    this.run += 1;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.isWorking.value = false;
  }

  private askAfter(waitMs: number, run: number): void {
    this.timer = setTimeout(() => {
      void this.ask(run).finally(() => {
        if (run === this.run) this.askAfter(askEverySeconds * 1_000, run);
      });
    }, waitMs);
  }

  private async ask(run: number): Promise<void> {
    if (!this.deps.isVisible()) return;
    const { cursor, epoch } = this.deps.position();
    try {
      const { items, unreadCount, lastSeq, recovered } = await this.deps.read({
        after: cursor,
        limit: pageSize,
      });
      // The live connection is back, and knows better.
      if (run !== this.run) return;
      const isAll = items.length < pageSize;
      this.deps.take({
        missed: items,
        unreadCount,
        lastSeq: isAll ? lastSeq : (items.at(-1)?.seq ?? lastSeq),
        epoch,
        recovered,
      });
      this.isWorking.value = true;
    } catch {
      if (run === this.run) this.isWorking.value = false;
    }
  }
}
