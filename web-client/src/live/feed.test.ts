import { expect } from 'chai';
import sinon from 'sinon';
import type { Notification } from '../../../contract/notification.js';
import type { Inbox as InboxMessage } from '../../../contract/sockets.js';
import { exampleNotification as example } from './example-notification.js';
import { Feed } from './feed.js';
import type { Position } from './inbox-cursor.js';
import { Inbox } from './inbox.js';

const inboxOf = (missed: number[], given: Partial<InboxMessage> = {}): InboxMessage => ({
  missed: missed.map((seq) => example(seq)),
  unreadCount: missed.length,
  lastSeq: Math.max(4, ...missed),
  epoch: 'e',
  recovered: true,
  ...given,
});

describe('The feed', () => {
  let time: sinon.SinonFakeTimers;
  let feed: Feed;
  let inbox: Inbox;
  const deps = {
    serverNow: () => Date.parse('2026-11-21T12:00:00.000Z'),
    sync: sinon.stub<[Position], Promise<InboxMessage>>(),
    reload: sinon.spy(),
    keepPosition: sinon.spy(),
    heard: sinon.spy(),
    show: sinon.spy<(notification: Notification) => void>(() => undefined),
    showDigest: sinon.spy(),
    withdraw: sinon.spy(),
  };
  const tell = (seq: number, unreadCount = seq) => {
    feed.onNotification({ ...example(seq), unreadCount });
  };
  const shown = () => deps.show.args.map(([{ seq }]) => seq);

  beforeEach(() => {
    time = sinon.useFakeTimers();
    for (const spy of [
      deps.reload,
      deps.keepPosition,
      deps.heard,
      deps.show,
      deps.showDigest,
      deps.withdraw,
    ]) {
      spy.resetHistory();
    }
    deps.sync.reset();
    inbox = new Inbox();
    feed = new Feed(inbox, deps, { cursor: 4, epoch: 'e' });
  });
  afterEach(() => {
    feed.stop();
    time.restore();
  });

  it('shows what comes, once, and remembers where it stands', () => {
    tell(5);
    tell(5);
    tell(4);
    tell(6);
    expect(shown()).to.deep.equal([5, 6]);
    sinon.assert.calledWithExactly(deps.keepPosition, { cursor: 6, epoch: 'e' });
    expect(inbox.unreadCount.value).to.equal(6);
  });

  it('waits a moment for what was overtaken', async () => {
    tell(6);
    await time.tickAsync(149);
    tell(5);
    await time.tickAsync(1_000);
    sinon.assert.notCalled(deps.sync);
    expect(shown()).to.deep.equal([6, 5]);
    expect(inbox.unreadCount.value).to.equal(6);
  });

  it('asks for what was lost, and shows it', async () => {
    deps.sync.resolves(inboxOf([5, 6]));
    tell(6);
    expect(shown()).to.deep.equal([6]);
    await time.tickAsync(150);
    sinon.assert.calledOnceWithExactly(deps.sync, { cursor: 4, epoch: 'e' });
    expect(shown()).to.deep.equal([6, 5]);
    expect(feed.position.cursor).to.equal(6);
  });

  it('is not held up by a number that will never come, because it was archived', async () => {
    deps.sync.resolves(inboxOf([6], { lastSeq: 6 }));
    tell(6);
    await time.tickAsync(1_000);
    sinon.assert.calledOnce(deps.sync);
    expect(feed.position.cursor).to.equal(6);
  });

  it('goes on after a sync that failed', async () => {
    deps.sync.onCall(0).rejects(new Error('no answer'));
    deps.sync.onCall(1).resolves(inboxOf([5, 6]));
    tell(6);
    await time.tickAsync(150);
    expect(feed.position.cursor).to.equal(4);
    await feed.sync();
    expect(feed.position.cursor).to.equal(6);
  });

  it('lets two syncs at once share one question', async () => {
    deps.sync.resolves(inboxOf([]));
    await Promise.all([feed.sync(), feed.sync()]);
    sinon.assert.calledOnce(deps.sync);
  });

  it('is not set back by an answer that live messages have overtaken', async () => {
    deps.sync.callsFake(() => {
      tell(5, 1);
      tell(6, 2);
      return Promise.resolve(inboxOf([5], { unreadCount: 1 }));
    });
    await feed.sync();
    expect(feed.position.cursor).to.equal(6);
    expect(inbox.unreadCount.value).to.equal(2);
    expect(shown()).to.deep.equal([5, 6]);
  });

  it('shows one digest after a long absence', () => {
    feed.onInbox(inboxOf([5, 6, 7, 8, 9]));
    expect(shown()).to.deep.equal([]);
    sinon.assert.calledOnceWithExactly(deps.showDigest, 5);
    expect(inbox.items.value).to.have.length(5);
  });

  it('loads everything again where the server cannot tell what was missed', () => {
    inbox.add([example(3)]);
    feed.onInbox(inboxOf([], { recovered: false, epoch: 'restored', lastSeq: 2, unreadCount: 1 }));
    sinon.assert.calledOnce(deps.reload);
    expect(feed.position).to.deep.equal({ cursor: 2, epoch: 'restored' });
    expect(inbox.items.value).to.deep.equal([]);
    expect(inbox.unreadCount.value).to.equal(1);
    tell(3);
    expect(shown()).to.deep.equal([3]);
  });

  it('takes back toasts that were read, archived or made untrue in any tab', () => {
    tell(5);
    feed.onChange({
      unreadCount: 0,
      readUpTo: 5,
      supersededIds: ['notification 2'],
      archivedIds: ['notification 3'],
    });
    sinon.assert.calledWithExactly(deps.withdraw, ['notification 3', 'notification 2', 'notification 5']);
  });

  it('does not show what was made untrue before it came', () => {
    feed.onChange({ unreadCount: 0, supersededIds: ['notification 5'] });
    tell(5);
    expect(shown()).to.deep.equal([]);
    sinon.assert.calledOnce(deps.heard);
  });
});
