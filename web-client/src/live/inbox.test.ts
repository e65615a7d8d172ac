import { expect } from 'chai';
import { exampleNotification as example } from './example-notification.js';
import { Inbox } from './inbox.js';

describe('The inbox', () => {
  let inbox: Inbox;
  const unread = () => inbox.items.value.filter(({ readAt }) => readAt === null).map(({ seq }) => seq);
  beforeEach(() => {
    inbox = new Inbox();
  });

  it('shows each notification once, the newest first', () => {
    inbox.add([example(2), example(3)]);
    inbox.add([example(1), example(3)]);
    expect(inbox.items.value.map(({ seq }) => seq)).to.deep.equal([3, 2, 1]);
  });

  it('follows what happened to its rows in other tabs', () => {
    inbox.add([example(1), example(2), example(3), example(4)]);
    inbox.apply({ unreadCount: 1, readUpTo: 2 });
    inbox.apply({ unreadCount: 1, readIds: ['notification 3'], archivedIds: ['notification 1'] });
    inbox.apply({ unreadCount: 1, supersededIds: ['notification 4'] });
    expect(inbox.items.value.map(({ seq }) => seq)).to.deep.equal([4, 3, 2]);
    expect(unread()).to.deep.equal([4]);
    expect(inbox.items.value[0]?.supersededAt).to.be.a('string');
    expect(inbox.unreadCount.value).to.equal(1);
  });

  it('loses what was archived up to a place, and does not take it back from an older answer', () => {
    inbox.add([example(1), example(2), example(3)]);
    inbox.apply({ unreadCount: 1, archivedUpTo: 2 });
    expect(inbox.items.value.map(({ seq }) => seq)).to.deep.equal([3]);
    inbox.add([example(1), example(4)]);
    inbox.refresh([example(4), example(2)], 4, false);
    expect(inbox.items.value.map(({ seq }) => seq)).to.deep.equal([4]);
    inbox.clear();
    inbox.add([example(1)]);
    expect(inbox.items.value.map(({ seq }) => seq)).to.deep.equal([1]);
  });

  it('keeps a mark that an answer on its way did not know of', () => {
    inbox.add([example(1)]);
    inbox.apply({ unreadCount: 0, readIds: ['notification 1'], archivedIds: ['notification 2'] });
    inbox.add([example(1), example(2)]);
    expect(inbox.items.value.map(({ seq }) => seq)).to.deep.equal([1]);
    expect(unread()).to.deep.equal([]);
  });

  it('drops what the newest page leaves out, and keeps what the page cannot know', () => {
    inbox.add([1, 3, 4, 6].map((seq) => example(seq)));
    inbox.refresh([example(5), example(4), example(2)], 5, false);
    expect(inbox.items.value.map(({ seq }) => seq)).to.deep.equal([6, 5, 4, 2, 1]);
    inbox.refresh([example(5)], 5, true);
    expect(inbox.items.value.map(({ seq }) => seq)).to.deep.equal([6, 5]);
  });

  it('believes the latest count, also when notifications overtake each other', () => {
    inbox.count(5, 12);
    inbox.count(4, 11);
    expect(inbox.unreadCount.value).to.equal(5);
  });

  it('starts empty in another history', () => {
    inbox.add([example(50)]);
    inbox.count(7, 50);
    inbox.clear();
    inbox.count(1, 1);
    expect(inbox.items.value).to.deep.equal([]);
    expect(inbox.unreadCount.value).to.equal(1);
  });
});
