import { expect } from 'chai';
import sinon from 'sinon';
import { ApiProblem, Unreachable } from '../http/problem.js';
import { StoredList } from '../stored-list.js';
import { OpenVerifications, type OpenVerification } from './open-verifications.js';

const asked = {
  paymentId: 'payment 1',
  bookingId: 'booking 1',
  slotCode: 'A-02',
  amount: 300,
  currency: 'EUR',
};
const refusal = new ApiProblem(
  { ...{ type: 'about:blank', title: '', detail: '', requestId: '' }, status: 409, code: 'amount_changed' },
  undefined,
);

describe('Verifications that can be taken back', () => {
  let time: sinon.SinonFakeTimers;
  let kept: Map<string, string>;
  /** Which locks are held. */
  let locks: Set<string>;

  const openTab = () => {
    const told = {
      send: sinon.stub().resolves(),
      sendLeaving: sinon.stub().resolves(),
      ...{ begun: sinon.spy(), over: sinon.spy(), verified: sinon.spy(), delayed: sinon.spy() },
      ...{ refused: sinon.spy(), isHeld: sinon.stub().returns(false) },
    };
    const storage = {
      read: (name: string) => kept.get(name),
      write: (name: string, value: string) => void kept.set(name, value),
      remove: (name: string) => void kept.delete(name),
    };
    const verifications = new OpenVerifications({
      ...told,
      store: new StoredList<OpenVerification>('verifications', storage),
      now: () => Date.now(),
      async unlessElsewhere(name, work) {
        if (locks.has(name)) return;
        locks.add(name);
        await work().finally(() => locks.delete(name));
      },
    });
    return { verifications, ...told };
  };
  type Tab = ReturnType<typeof openTab>;
  let tab: Tab;
  const isOpen = ({ verifications }: Tab) => verifications.of('payment 1') !== undefined;
  const theOne = ({ verifications }: Tab) => {
    const open = verifications.of('payment 1');
    if (!open) throw new Error('it is not open');
    return open;
  };

  beforeEach(() => {
    time = sinon.useFakeTimers(Date.parse('2026-11-21T12:00:00.000Z'));
    kept = new Map();
    locks = new Set();
    tab = openTab();
  });
  afterEach(() => {
    time.restore();
  });

  it('are sent after five seconds, once', async () => {
    tab.verifications.verify(asked);
    tab.verifications.verify(asked);
    sinon.assert.calledOnce(tab.begun);
    await time.tickAsync(4_999);
    sinon.assert.notCalled(tab.send);
    expect(isOpen(tab)).to.equal(true);
    await time.tickAsync(60_000);
    sinon.assert.calledOnce(tab.send);
    sinon.assert.calledOnceWithMatch(tab.verified, asked, false);
    expect([isOpen(tab), kept.size]).to.deep.equal([false, 0]);
  });

  it('are not sent when they are taken back, here or in another tab, which ends what offers it', async () => {
    for (const other of [tab, openTab()]) {
      tab.verifications.verify(asked);
      await time.tickAsync(4_000);
      other.verifications.look();
      expect(other.verifications.undo(theOne(other))).to.equal(true);
      tab.verifications.look();
      sinon.assert.calledOnce(tab.over);
      tab.over.resetHistory();
      await time.tickAsync(60_000);
      await tab.verifications.resume();
      expect([isOpen(tab), isOpen(other)]).to.deep.equal([false, false]);
    }
    sinon.assert.notCalled(tab.send);
  });

  it('are not sent when another tab has taken them back, also where this one has not heard of it', async () => {
    tab.verifications.verify(asked);
    const other = openTab();
    other.verifications.undo(theOne(other));
    await time.tickAsync(5_000);
    sinon.assert.notCalled(tab.send);
    sinon.assert.notCalled(tab.refused);
  });

  it('cannot be taken back once they are sent', async () => {
    let answer: () => void = () => undefined;
    tab.send.returns(new Promise<void>((resolve) => (answer = resolve)));
    tab.verifications.verify(asked);
    await time.tickAsync(5_000);
    const other = openTab();
    for (const each of [tab, other]) {
      expect(each.verifications.isUndoable(theOne(each))).to.equal(false);
      expect(each.verifications.undo(theOne(each))).to.equal(false);
    }
    answer();
    await time.tickAsync(0);
    expect(isOpen(tab)).to.equal(false);
  });

  it('wait while somebody is at the toast, and not for ever', async () => {
    tab.isHeld.returns(true);
    tab.verifications.verify(asked);
    await time.tickAsync(12_000);
    sinon.assert.notCalled(tab.send);
    expect(tab.verifications.isUndoable(theOne(tab))).to.equal(true);
    const other = openTab();
    await other.verifications.resume();
    sinon.assert.notCalled(other.send);
    tab.isHeld.returns(false);
    await time.tickAsync(1_000);
    sinon.assert.calledOnce(tab.send);
    tab.isHeld.returns(true);
    tab.verifications.verify(asked);
    await time.tickAsync(15_000);
    sinon.assert.calledTwice(tab.send);
  });

  it('are sent at once when the page is left, and again by the next one, which does not offer to take them back', async () => {
    tab.sendLeaving.returns(new Promise(() => undefined));
    tab.verifications.verify(asked);
    await time.tickAsync(1_000);
    tab.verifications.leave();
    sinon.assert.calledOnceWithMatch(tab.sendLeaving, asked);
    const next = openTab();
    expect(next.verifications.undo(theOne(next))).to.equal(false);
    await next.verifications.resume();
    sinon.assert.calledOnce(next.send);
    expect(isOpen(next)).to.equal(false);
    await time.tickAsync(60_000);
    sinon.assert.notCalled(tab.send);
  });

  it('are settled by a page that was left and lives on', async () => {
    tab.verifications.verify(asked);
    tab.verifications.leave();
    await time.tickAsync(0);
    sinon.assert.calledOnce(tab.verified);
    expect(isOpen(tab)).to.equal(false);
  });

  it('are sent by another tab where theirs has died, and by one of them alone', async () => {
    tab.verifications.verify(asked);
    time.reset();
    const [one, two] = [openTab(), openTab()];
    await Promise.all([one, two].map(({ verifications }) => verifications.resume()));
    sinon.assert.notCalled(one.send);
    time.setSystemTime(Date.parse('2026-11-21T12:00:08.000Z'));
    one.send.callsFake(() => new Promise((resolve) => setTimeout(resolve, 100)));
    const both = Promise.all([one, two].map(({ verifications }) => verifications.resume()));
    await time.tickAsync(100);
    await both;
    expect([one.send.callCount, two.send.callCount]).to.deep.equal([1, 0]);
    expect(isOpen(one)).to.equal(false);
  });

  it('are sent when the server can be reached again, of which is told once', async () => {
    tab.send.rejects(new Unreachable());
    tab.verifications.verify(asked);
    await time.tickAsync(5_000);
    await tab.verifications.resume();
    sinon.assert.calledOnce(tab.delayed);
    expect([isOpen(tab), tab.verifications.isLate(theOne(tab))]).to.deep.equal([true, true]);
    tab.send.resolves();
    await tab.verifications.resume();
    sinon.assert.calledOnceWithMatch(tab.verified, asked, true);
    expect(isOpen(tab)).to.equal(false);
  });

  it('say what the server refuses, and are over then', async () => {
    tab.send.rejects(refusal);
    tab.verifications.verify(asked);
    await time.tickAsync(5_000);
    sinon.assert.calledOnceWithMatch(tab.refused, asked, refusal);
    expect(isOpen(tab)).to.equal(false);
    await tab.verifications.resume();
    sinon.assert.calledOnce(tab.send);
  });

  it('do not wait for as long as a clock was set back', async () => {
    tab.verifications.verify(asked);
    time.reset();
    time.setSystemTime(Date.parse('2026-11-20T12:00:00.000Z'));
    const next = openTab();
    await next.verifications.resume();
    sinon.assert.calledOnce(next.send);
  });
});
