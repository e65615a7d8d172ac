import { expect } from 'chai';
import sinon from 'sinon';
import { Tokens, type Grant, type TokenDeps } from './tokens.js';

const user = { id: 'u', email: 'ada@example.test', name: 'Ada', role: 'user', language: 'en' } as const;
const grant = (accessToken: string, leftMs = 900_000): Grant => ({ user, accessToken, leftMs });

/** The lock shared by all tabs of a browser. */
function sharedLock(): TokenDeps['exclusively'] {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}

describe('Access tokens', () => {
  let time: sinon.SinonFakeTimers;
  const failed = sinon.spy();
  beforeEach(() => {
    failed.resetHistory();
    time = sinon.useFakeTimers();
  });
  afterEach(() => {
    time.restore();
  });

  /** Tabs of one browser, with a common cookie jar, lock and channel. */
  function browser(tabCount: number) {
    let generation = 1;
    const exclusively = sharedLock();
    const refresh = sinon.spy(async () => {
      const seen = generation;
      await new Promise((resolve) => setTimeout(resolve, 100));
      if (seen !== generation) throw new Error('the cookie was used twice');
      generation += 1;
      return grant(`token ${generation}`);
    });
    const tabs = Array.from({ length: tabCount }, () => {
      const tokens: Tokens = new Tokens({
        monotonic: () => Date.now(),
        refresh,
        exclusively,
        granted: (fresh) => {
          for (const tab of tabs) tab.adopt(fresh, failed);
        },
      });
      return tokens;
    });
    return { tabs, refresh };
  }

  it('are fetched once for all tabs that need one at the same time', async () => {
    const { tabs, refresh } = browser(3);
    for (const tab of tabs) tab.adopt(grant('token 1'), failed);
    const renewed = Promise.all(tabs.flatMap((tab) => [tab.renew('token 1'), tab.renew('token 1')]));
    await time.tickAsync(1_000);
    expect(new Set(await renewed)).to.deep.equal(new Set(['token 2']));
    expect(refresh.callCount).to.equal(1);
  });

  it('are renewed before they run out, by one tab for all', async () => {
    const { tabs, refresh } = browser(3);
    for (const tab of tabs) tab.adopt(grant('token 1'), failed);
    await time.tickAsync(900_000 - 60_000);
    expect(refresh.callCount).to.equal(1);
    expect(tabs.map(({ current }) => current)).to.deep.equal(['token 2', 'token 2', 'token 2']);
    expect(failed.callCount).to.equal(0);
  });

  it('are not handed out when they have run out, as after the device has slept', async () => {
    const { tabs } = browser(1);
    const [tab] = tabs;
    tab!.adopt(grant('token 1'), failed);
    time.setSystemTime(Date.now() + 3_600_000);
    const token = tab!.fresh();
    await time.tickAsync(100);
    expect(await token).to.equal('token 2');
  });

  it('are given at once where one is good', async () => {
    const { tabs, refresh } = browser(1);
    const [tab] = tabs;
    tab!.adopt(grant('token 1'), failed);
    expect(await tab!.fresh()).to.equal('token 1');
    expect(await tab!.renew('an older one')).to.equal('token 1');
    expect(refresh.callCount).to.equal(0);
  });

  it('are not asked for in a circle when they look used up at once', async () => {
    const { tabs, refresh } = browser(1);
    tabs[0]!.adopt(grant('token 1', -5_000), failed);
    await time.tickAsync(900);
    expect(refresh.callCount).to.be.at.most(1);
    expect(tabs[0]!.current).to.be.a('string');
  });

  it('are gone after signing out, and nothing is fetched later', async () => {
    const { tabs, refresh } = browser(1);
    const [tab] = tabs;
    tab!.adopt(grant('token 1'), failed);
    tab!.drop();
    await time.tickAsync(900_000);
    expect(tab!.current).to.equal(undefined);
    expect(refresh.callCount).to.equal(0);
  });
});
