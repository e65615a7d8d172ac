import { signal, type Signal } from '@preact/signals';
import type { InboxState, NotificationsPage } from '../../../contract/api/notifications.js';
import type { Inbox } from './inbox.js';

const pageSize = 20;
const largestPage = 100;

type Read = (page: { state: InboxState; before?: number; limit: number }) => Promise<NotificationsPage>;

export type LoadState = 'new' | 'loading' | 'ready' | 'failed';

/** Loads the lists of the inbox over HTTP, the newest page first and older ones on demand. */
export class InboxPages {
  /** The list that somebody looks at. */
  readonly shown = signal<InboxState>('all');
  readonly states: Record<InboxState, Signal<LoadState>> = {
    all: signal<LoadState>('new'),
    unread: signal<LoadState>('new'),
    archived: signal<LoadState>('new'),
  };

  private retries: () => Promise<void> = () => this.refresh();

  constructor(
    private readonly inbox: Inbox,
    private readonly read: Read,
  ) {}

  /** Shows a list, which is loaded the first time. */
  async show(list: InboxState): Promise<void> {
    this.shown.value = list;
    const state = this.states[list].peek();
    if (state === 'new' || state === 'failed') await this.load(list);
  }

  /** Reads again what is shown, and what toasts are made from. The other lists are read when they are shown. */
  async refresh(): Promise<void> {
    const shown = this.shown.peek();
    for (const list of ['unread', 'archived'] as const) {
      if (list !== shown) this.states[list].value = 'new';
    }
    // What one list leaves out may be in the other, which has the last word.
    if (shown !== 'all') await this.load(shown);
    await this.load('all');
  }

  /** The next page of the list that is shown. */
  async loadOlder(): Promise<void> {
    const list = this.shown.peek();
    const before = this.inbox.lists[list].floor.peek();
    if (before > 0 && this.states[list].peek() !== 'loading') await this.load(list, before);
  }

  /** Tries again what failed last. */
  retry(): Promise<void> {
    return this.retries();
  }

  private async load(list: InboxState, before?: number): Promise<void> {
    const state = this.states[list];
    state.value = 'loading';
    const known = this.inbox.lists[list].rows.peek().length;
    const limit = before === undefined ? Math.min(Math.max(known, pageSize), largestPage) : pageSize;
    const since = this.inbox.changesSeen;
    try {
      const page = await this.read({ state: list, limit, ...(before === undefined ? {} : { before }) });
      this.inbox.take({ list, since, before, limit }, page);
      state.value = 'ready';
    } catch {
      state.value = 'failed';
      this.retries = () => this.load(list, before);
    }
  }
}
