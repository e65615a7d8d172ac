import { signal } from '@preact/signals';
import { expect } from 'chai';
import sinon from 'sinon';
import type { Account } from '../../../contract/api/accounts.js';
import type { Live } from '../live/live.js';
import { HostSession } from './host-session.js';
import { claimsOf } from './host-tokens.js';

const tokenOf = (sub: string, exp: number) =>
  `h.${Buffer.from(JSON.stringify({ sub, exp })).toString('base64url')}.s`;

describe('The session of a page of another site', () => {
  let time: sinon.SinonFakeTimers;
  let session: HostSession;
  const end = sinon.spy();
  const goLive = sinon.stub<[Account], () => void>();
  const getToken = sinon.stub<[string?], string | Promise<string>>();
  const whoIs = sinon.stub<[string], Promise<Account>>();

  beforeEach(() => {
    time = sinon.useFakeTimers();
    for (const stub of [end, goLive, getToken, whoIs]) stub.resetHistory();
    goLive.returns(end);
    getToken.callsFake(() => tokenOf('ann', Date.now() / 1_000 + 600));
    whoIs.callsFake((token) => Promise.resolve({ id: claimsOf(token).userId } as Account));
    session = new HostSession({
      monotonic: () => Date.now(),
      serverNow: () => Date.now(),
      live: signal<Live | undefined>(undefined),
      present: () => undefined,
      whoIs,
      goLive,
    });
  });
  afterEach(() => {
    time.restore();
  });

  it('begins with the first element that needs it, once it is known where tokens are', async () => {
    const [first, second] = [session.hold(), session.hold()];
    await time.tickAsync(10);
    expect(session.status.value).to.equal('idle');
    session.getToken = getToken;
    await time.tickAsync(10);
    sinon.assert.calledOnce(goLive);
    first();
    await time.tickAsync(10);
    sinon.assert.notCalled(end);
    second();
    second();
    await time.tickAsync(10);
    sinon.assert.calledOnce(end);
  });

  it('goes on while an element is moved', async () => {
    session.getToken = getToken;
    const release = session.hold();
    await time.tickAsync(10);
    release();
    session.hold();
    await time.tickAsync(10);
    sinon.assert.notCalled(end);
    sinon.assert.calledOnce(goLive);
  });

  it('goes on when the page gives another function that does the same', async () => {
    session.getToken = getToken;
    session.hold();
    await time.tickAsync(10);
    session.getToken = (stale) => getToken(stale);
    await time.tickAsync(10);
    sinon.assert.calledOnce(getToken);
    sinon.assert.notCalled(end);
  });

  it('asks for another token before the last one expires, and names that', async () => {
    session.getToken = getToken;
    session.hold();
    await time.tickAsync(600_000);
    sinon.assert.calledTwice(getToken);
    expect(getToken.secondCall.args[0]).to.equal(getToken.firstCall.returnValue);
    sinon.assert.calledOnce(whoIs);
  });

  it('does not ask a page all the time that gives what has expired', async () => {
    getToken.callsFake(() => tokenOf('ann', 1));
    session.getToken = getToken;
    session.hold();
    await time.tickAsync(60_000);
    expect(getToken.callCount).to.be.within(3, 7);
  });

  it('ends when the next token is of another person, and begins anew with theirs', async () => {
    session.getToken = getToken;
    session.hold();
    await time.tickAsync(10);
    getToken.callsFake(() => tokenOf('bob', Date.now() / 1_000 + 600));
    await session.renewed(getToken.firstCall.returnValue as string).catch(() => undefined);
    await time.tickAsync(10);
    sinon.assert.calledOnce(end);
    expect(goLive.args.map(([{ id }]) => id)).to.deep.equal(['ann', 'bob']);
  });

  it('asks a new function at once where the last one failed, but is no faster for one with each change', async () => {
    session.getToken = () => Promise.reject(new Error('nobody is signed in'));
    session.hold();
    await time.tickAsync(10);
    expect(session.status.value).to.equal('failed');
    session.getToken = getToken;
    await time.tickAsync(10);
    sinon.assert.calledOnce(goLive);
    session.reset();
    getToken.rejects(new Error('nobody is signed in'));
    getToken.resetHistory();
    const stop = session.status.subscribe(() => (session.getToken = (stale) => getToken(stale)));
    session.reset();
    await time.tickAsync(120_000);
    stop();
    expect(getToken.callCount).to.be.within(5, 20);
  });

  it('tries again, ever slower, while the page has no token or does not answer', async () => {
    getToken.callsFake(() => new Promise(() => undefined));
    session.getToken = getToken;
    session.hold();
    await time.tickAsync(10_010);
    expect(session.status.value).to.equal('failed');
    getToken.rejects(new Error('nobody is signed in'));
    await time.tickAsync(120_000);
    expect(getToken.callCount).to.be.within(5, 10);
    getToken.callsFake(() => tokenOf('ann', Date.now() / 1_000 + 600));
    await time.tickAsync(40_000);
    sinon.assert.calledOnce(goLive);
  });
});
