import { expect } from 'chai';
import type { InboxState, NotificationsPage } from '../../../contract/api/notifications.js';
import type { Notification } from '../../../contract/notification.js';
import { exampleNotification as example } from './example-notification.js';
import { Inbox } from './inbox.js';

const name = (seq: number) => `notification ${seq}`;
const past = { supersededAt: '2026-11-21T12:00:00.000Z' };
const read = { readAt: '2026-11-21T12:00:00.000Z' };

describe('The inbox', () => {
  let inbox: Inbox;
  const listed = (list: InboxState = 'all') => inbox.lists[list].rows.value.map(({ seq }) => seq);
  const page = (items: Notification[], given: Partial<NotificationsPage> = {}): NotificationsPage => ({
    ...{ items, unreadCount: 0, lastSeq: Math.max(0, ...items.map(({ seq }) => seq)), recovered: true },
    ...given,
  });
  /** A page as if it was asked for now. */
  const take = (
    list: InboxState,
    seqs: number[],
    {
      before,
      limit = seqs.length,
      ...given
    }: { before?: number; limit?: number } & Partial<NotificationsPage> = {},
  ) =>
    inbox.take(
      { list, since: inbox.changesSeen, before, limit },
      page(
        seqs.map((seq) => example(seq)),
        given,
      ),
    );

  beforeEach(() => {
    inbox = new Inbox();
  });

  it('shows each notification once, the newest first', () => {
    inbox.add([example(2), example(3)]);
    inbox.add([example(1), example(3)]);
    expect(listed()).to.deep.equal([3, 2, 1]);
  });

  it('has what is unread and still true in a list of its own, and what is archived', () => {
    inbox.add([example(1), example(2, read), example(3, past), example(4)]);
    expect([listed(), listed('unread'), listed('archived')]).to.deep.equal([[4, 3, 2, 1], [4, 1], []]);
    inbox.apply({ unreadCount: 1, archivedIds: [name(4)] });
    expect([listed(), listed('unread'), listed('archived')]).to.deep.equal([[3, 2, 1], [1], [4]]);
  });

  it('follows what happened to its rows in other tabs', () => {
    inbox.add([1, 2, 3, 4].map((seq) => example(seq)));
    inbox.apply({ unreadCount: 1, readUpTo: 2 });
    inbox.apply({ unreadCount: 1, readIds: [name(3)], archivedIds: [name(1)] });
    inbox.apply({ unreadCount: 1, supersededIds: [name(4)] });
    expect([listed(), listed('unread')]).to.deep.equal([[4, 3, 2], []]);
    expect(inbox.items.value[0]?.supersededAt).to.be.a('string');
    expect(inbox.unreadCount.value).to.equal(1);
  });

  it('follows marks that are taken back', () => {
    inbox.add([1, 2, 3].map((seq) => example(seq)));
    inbox.apply({ unreadCount: 0, readUpTo: 3 });
    inbox.apply({ unreadCount: 1, unreadIds: [name(2)] });
    expect(listed('unread')).to.deep.equal([2]);
    inbox.apply({ unreadCount: 0, archivedUpTo: 3 });
    expect([listed(), listed('archived')]).to.deep.equal([[], [3, 2, 1]]);
    inbox.apply({ unreadCount: 1, unarchivedIds: [name(1), name(2)], unreadIds: [name(2)] });
    expect([listed(), listed('unread'), listed('archived')]).to.deep.equal([[2, 1], [2], [3]]);
  });

  it('archives what is read or past up to a place, and nothing that is unread', () => {
    inbox.add([example(1, read), example(2), example(3, past), example(4, read)]);
    inbox.apply({ unreadCount: 1, archivedReadUpTo: 3 });
    expect([listed(), listed('archived')]).to.deep.equal([
      [4, 2],
      [3, 1],
    ]);
  });

  it('keeps marks that came before their rows', () => {
    inbox.apply({ unreadCount: 0, readIds: [name(1)], archivedIds: [name(2)], supersededIds: [name(3)] });
    inbox.add([example(1), example(2), example(3), example(4)]);
    expect([listed(), listed('unread')]).to.deep.equal([[4, 3, 1], [4]]);
  });

  it('makes again what was changed while a page was on its way, and nothing that it knew of', () => {
    inbox.apply({ unreadCount: 2, readIds: [name(1)] });
    const since = inbox.changesSeen;
    inbox.apply({ unreadCount: 1, archivedIds: [name(2)] });
    const asked = { list: 'all', since, limit: 20 } as const;
    // The first one is unread again, which this tab has missed.
    inbox.take(asked, page([example(1), example(2), example(3)], { unreadCount: 3 }));
    expect([listed(), listed('unread')]).to.deep.equal([
      [3, 1],
      [3, 1],
    ]);
    expect(inbox.unreadCount.value, 'the count of an older answer').to.equal(1);
    inbox.take({ ...asked, since: inbox.changesSeen }, page([example(1), example(3)], { unreadCount: 2 }));
    expect(inbox.unreadCount.value).to.equal(2);
  });

  it('drops what the newest page leaves out, and keeps what the page cannot know', () => {
    inbox.add([1, 3, 4, 6].map((seq) => example(seq)));
    take('all', [5, 4, 2], { lastSeq: 5 });
    expect(listed()).to.deep.equal([6, 5, 4, 2]);
    take('all', [5], { limit: 2 });
    expect(listed()).to.deep.equal([6, 5]);
  });

  it('goes on page by page without a hole, and knows where it ends', () => {
    take('all', [9, 8]);
    expect(inbox.lists.all.floor.value).to.equal(8);
    take('unread', [9, 3]);
    expect(listed('unread')).to.deep.equal([9, 3]);
    expect(listed(), 'between the two may be others').to.deep.equal([9, 8]);
    take('all', [6, 3], { before: 8 });
    expect(listed()).to.deep.equal([9, 8, 6, 3]);
    expect(take('all', [2], { before: 8 }), 'a page that fits nowhere any more').to.equal(false);
    take('all', [1], { before: 3, limit: 2 });
    expect([listed(), inbox.lists.all.floor.value]).to.deep.equal([[9, 8, 6, 3, 1], 0]);
  });

  it('believes the latest count, also when notifications overtake each other', () => {
    inbox.count(5, 12);
    inbox.count(4, 11);
    expect(inbox.unreadCount.value).to.equal(5);
  });

  it('starts empty in another history', () => {
    inbox.add([example(50)]);
    inbox.apply({ unreadCount: 0, archivedUpTo: 50 });
    inbox.count(7, 50);
    inbox.clear();
    inbox.count(1, 1);
    inbox.add([example(1)]);
    expect(listed()).to.deep.equal([1]);
    expect(inbox.unreadCount.value).to.equal(1);
  });
});
