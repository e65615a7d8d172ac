import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { foreignHost } from '../harness/parkmate.js';
import { useStage } from './stage.js';

/* What functions find that run inside of a page. */
declare const localStorage: {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
  clear(): void;
};
declare const navigator: object;
declare const isSecureContext: boolean;

const tabCount = 6;

describe('Tabs over plain http from another machine, in a browser', function () {
  this.timeout(60_000);
  const stage = useStage({ env: { ACCESS_TOKEN_TTL_SECONDS: '20' } });

  const origin = () => stage().parkmate.url.replace('127.0.0.1', foreignHost);
  const lots = (page: Page) => page.getByRole('heading', { name: 'Find a slot' });
  const keyName = 'parkmate.refresh-key';

  /** A browser in which somebody is signed in, with this many tabs. */
  async function openTabs(count: number): Promise<{ context: BrowserContext; tabs: Page[] }> {
    const context = await stage().browser.person();
    const user = (await stage().newUser()).at(origin());
    const first = await context.newPage();
    await user.signIn(first);
    const others = await Promise.all(Array.from({ length: count - 1 }, () => context.newPage()));
    await Promise.all(others.map((page) => page.goto(origin())));
    return { context, tabs: [first, ...others] };
  }

  /** Statuses of the refreshes from here on. */
  function refreshesOf(context: BrowserContext): number[] {
    const statuses: number[] = [];
    context.on('response', (response) => {
      if (response.url().endsWith('/auth/refresh')) statuses.push(response.status());
    });
    return statuses;
  }

  const restore = async (tabs: Page[]) => {
    await Promise.all(tabs.map((page) => page.reload()));
    await Promise.all(tabs.map((page) => lots(page).waitFor()));
  };

  const keyIn = (page: Page | undefined) => page?.evaluate((name) => localStorage.getItem(name), keyName);
  /** What one tab writes reaches the others a little later. */
  const seenIn = (tabs: Page[], key: string | null | undefined) =>
    Promise.all(
      tabs.map((page) =>
        page.waitForFunction(([name, value]) => localStorage.getItem(name) === value, [
          keyName,
          key,
        ] as const),
      ),
    );

  it('have no locks, which makes the tests below mean something', async () => {
    const { tabs } = await openTabs(1);
    expect(await tabs[0]?.evaluate(() => [isSecureContext, 'locks' in navigator])).to.deep.equal([
      false,
      false,
    ]);
  });

  it('stay signed in when all of them are restored at once, time and again', async () => {
    const { context, tabs } = await openTabs(tabCount);
    const statuses = refreshesOf(context);
    for (let round = 0; round < 2; round++) await restore(tabs);
    expect(statuses).to.have.lengthOf.at.least(tabCount);
    expect(new Set(statuses)).to.deep.equal(new Set([200]));
  });

  it('stay signed in when they are restored one shortly after the other, and left before they are answered', async () => {
    const { context, tabs } = await openTabs(4);
    const statuses = refreshesOf(context);
    for (const page of [...tabs, ...tabs]) await page.goto(origin(), { waitUntil: 'commit' });
    await Promise.all(tabs.map((page) => lots(page).waitFor()));
    expect(new Set(statuses)).to.deep.equal(new Set([200]));
  });

  it('heal a storage that was emptied in one of them', async () => {
    const { context, tabs } = await openTabs(2);
    const [one] = tabs;
    const key = await keyIn(one);
    await one?.evaluate(() => {
      localStorage.clear();
    });
    // Now, if a tab is still asking for its first token; else when this one runs out.
    await context.waitForEvent('response', {
      predicate: (response) => response.url().endsWith('/auth/refresh'),
      timeout: 30_000,
    });
    await seenIn(tabs, key);
    await restore(tabs);
  });

  it('take over a key of an earlier release, and never change it while they are signed in', async () => {
    const { tabs } = await openTabs(2);
    const old = 'a-key-of-an-earlier-release';
    await tabs[0]?.evaluate(
      ([name, value]) => {
        localStorage.setItem(name, value);
      },
      [keyName, old] as const,
    );
    await seenIn(tabs, old);
    await restore(tabs);
    expect(await keyIn(tabs[0])).to.equal(old);
  });
});
