import { signal } from '@preact/signals';
import type { NotificationsPage } from '../../../contract/api/notifications.js';
import type { Inbox } from './inbox.js';

const pageSize = 20;

type Read = (page: { before?: number; limit: number }) => Promise<NotificationsPage>;

/** Loads the inbox over HTTP, the newest page first and older ones on demand. */
export class InboxPages {
  readonly state = signal<'loading' | 'ready' | 'failed'>('loading');
  readonly hasOlder = signal(false);

  constructor(
    private readonly inbox: Inbox,
    private readonly read: Read,
  ) {}

  async loadNewest(): Promise<void> {
    const isFirst = this.inbox.items.peek().length === 0;
    await this.load({}, ({ items, lastSeq }) => {
      const isComplete = items.length < pageSize;
      this.inbox.refresh(items, lastSeq, isComplete);
      if (isFirst || isComplete) this.hasOlder.value = !isComplete;
    });
  }

  async loadOlder(): Promise<void> {
    const before = this.inbox.items.peek().at(-1)?.seq;
    if (before === undefined) return;
    await this.load({ before }, ({ items }) => {
      this.inbox.add(items);
      this.hasOlder.value = items.length === pageSize;
    });
  }

  private async load(from: { before?: number }, take: (page: NotificationsPage) => void): Promise<void> {
    this.state.value = 'loading';
    try {
      const page = await this.read({ ...from, limit: pageSize });
      take(page);
      this.inbox.count(page.unreadCount, page.lastSeq);
      this.state.value = 'ready';
    } catch {
      this.state.value = 'failed';
    }
  }
}
