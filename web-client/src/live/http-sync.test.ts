import { expect } from 'chai';
import sinon from 'sinon';
import type { NotificationsPage } from '../../../contract/api/notifications.js';
import { exampleNotification } from './example-notification.js';
import type { MissedInbox } from './feed.js';
import { HttpSync } from './http-sync.js';

const page = (items: NotificationsPage['items']): NotificationsPage => ({
  items,
  unreadCount: items.length,
  lastSeq: 7,
  recovered: true,
});

describe('Asking for news over HTTP', () => {
  let time: sinon.SinonFakeTimers;
  let read: sinon.SinonStub<[{ after: number; limit: number }], Promise<NotificationsPage>>;
  let take: sinon.SinonStub<[MissedInbox], void>;
  let isVisible: boolean;
  let sync: HttpSync;

  beforeEach(() => {
    time = sinon.useFakeTimers();
    read = sinon.stub();
    take = sinon.stub();
    isVisible = true;
    sync = new HttpSync({
      position: () => ({ cursor: 5, epoch: 'first' }),
      read,
      take,
      isVisible: () => isVisible,
    });
  });
  afterEach(() => {
    sync.stop();
    time.restore();
  });

  it('begins when the live connection stays away, and goes on from the cursor', async () => {
    read.resolves(page([exampleNotification(6), exampleNotification(7)]));
    sync.start();
    await time.tickAsync(3_999);
    expect(read.callCount).to.equal(0);
    await time.tickAsync(1);
    expect(read.firstCall.args[0].after).to.equal(5);
    expect(take.firstCall.args[0]).to.include({ lastSeq: 7, epoch: 'first', unreadCount: 2 });
    expect(sync.isWorking.value).to.equal(true);
    await time.tickAsync(10_000);
    expect(read.callCount).to.equal(2);
  });

  it('ends with the live connection, and takes no answer that comes later', async () => {
    let answer: (page: NotificationsPage) => void = () => undefined;
    read.returns(
      new Promise((resolve) => {
        answer = resolve;
      }),
    );
    sync.start();
    await time.tickAsync(4_000);
    sync.stop();
    answer(page([exampleNotification(6)]));
    await time.tickAsync(60_000);
    expect(take.callCount).to.equal(0);
    expect(read.callCount).to.equal(1);
  });

  it('does not claim to work when it does not, and tries on', async () => {
    read.rejects(new Error('no line'));
    sync.start();
    await time.tickAsync(4_000);
    expect(sync.isWorking.value).to.equal(false);
    read.resolves(page([]));
    await time.tickAsync(10_000);
    expect(sync.isWorking.value).to.equal(true);
  });

  it('no longer claims to work when it fails or ends', async () => {
    read.resolves(page([]));
    sync.start();
    await time.tickAsync(4_000);
    expect(sync.isWorking.value).to.equal(true);
    read.rejects(new Error('no line'));
    await time.tickAsync(10_000);
    expect(sync.isWorking.value).to.equal(false);
    read.resolves(page([]));
    await time.tickAsync(10_000);
    sync.stop();
    expect(sync.isWorking.value).to.equal(false);
  });

  it('goes no further than the last of a full page, and says what cannot be caught up with', async () => {
    const many = Array.from({ length: 100 }, (_, n) => exampleNotification(n + 6));
    read.onFirstCall().resolves({ ...page(many), lastSeq: 300 });
    read.onSecondCall().resolves({ ...page([]), lastSeq: 300, recovered: false });
    sync.start();
    await time.tickAsync(14_000);
    expect(take.firstCall.args[0]).to.include({ lastSeq: 105, recovered: true });
    expect(take.secondCall.args[0]).to.include({ lastSeq: 300, recovered: false });
  });

  it('asks nothing while nobody looks', async () => {
    read.resolves(page([]));
    isVisible = false;
    sync.start();
    await time.tickAsync(60_000);
    expect(read.callCount).to.equal(0);
  });
});
