import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { lotDetails } from '../harness/cast.js';
import { useStage } from './stage.js';

const small = { width: 320, height: 640 };
const usual = { width: 375, height: 740 };

/** How far things have moved by themselves since the page was opened (Cumulative Layout Shift), and which. */
const shiftOf = (page: Page) =>
  page.evaluate<{ sum: number; moved: string }>(`new Promise((resolve) => {
    let sum = 0;
    const moved = [];
    const add = (entries) => {
      for (const entry of entries.filter(({ hadRecentInput }) => !hadRecentInput)) {
        sum += entry.value;
        for (const { node, previousRect, currentRect } of entry.sources) {
          moved.push((node?.parentElement?.className ?? '') + ' > ' + (node?.outerHTML ?? node?.data ?? '').slice(0, 60) +
            ' from ' + previousRect.y + ' to ' + currentRect.y);
        }
      }
    };
    const observer = new PerformanceObserver((list) => add(list.getEntries()));
    observer.observe({ type: 'layout-shift', buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => {
      add(observer.takeRecords());
      resolve({ sum, moved: moved.join('; ') });
    }));
  })`);

/** Words that stand on two lines. */
const brokenWords = (page: Page, selector: string) =>
  page.evaluate<string[]>(`[...document.querySelectorAll('${selector}')].flatMap((element) => {
    const broken = [];
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (const { 0: word, index } of node.data.matchAll(/[^\\s-]+/g)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        const tops = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
        if (tops.size > 1) broken.push(word);
      }
    }
    return broken;
  })`);

const isTooWide = (page: Page) =>
  page.evaluate<boolean>('document.documentElement.scrollWidth > document.documentElement.clientWidth');

const scrolled = (page: Page) => page.evaluate<number>('Math.round(window.scrollY)');

describe('The layout, in a browser', function () {
  this.timeout(90_000);
  const stage = useStage({}, 'Riverside Parking');

  const pagesOf = async () => {
    const user = await stage().newUser();
    const booking = await stage().book(user, 7_200, 'cash', 'WWWWW WWWWWWW 123456');
    const { lot, owner } = stage();
    return [
      { visitor: undefined, paths: ['/', '/lots', `/lots/${lot.id}`] },
      {
        visitor: user,
        paths: ['/', '/bookings', `/bookings/${booking.id}`, '/lots', `/lots/${lot.id}`, '/x'],
      },
      { visitor: owner, paths: ['/', '/bookings', `/bookings/${booking.id}`] },
    ];
  };

  const eachPage = async (size: typeof usual, look: (page: Page, path: string) => Promise<void>) => {
    for (const { visitor, paths } of await pagesOf()) {
      const page = await (await stage().browser.person({ viewport: size })).newPage();
      await visitor?.signIn(page);
      for (const path of paths) {
        await page.goto(`${stage().parkmate.url}${path}`);
        await page.waitForLoadState('networkidle');
        await page.locator('.loading').first().waitFor({ state: 'detached' });
        await look(page, path);
      }
    }
  };

  it('stays where it is while a page loads', async () => {
    await eachPage(usual, async (page, path) => {
      const { sum, moved } = await shiftOf(page);
      expect(sum, `${path}: ${moved}`).to.be.below(0.02);
    });
  });

  it('stays where it is while the bookings of the start page come last', async () => {
    const user = await stage().newUser();
    await stage().book(user);
    const { page } = await stage().enter(user, '/', { viewport: usual });
    const lotsAreThere = page.waitForResponse(/\/api\/lots\?/);
    await page.route(/\/api\/bookings\?/, async (route) => {
      await lotsAreThere;
      await page.evaluate('new Promise((resolve) => setTimeout(resolve, 300))');
      await route.continue();
    });
    await page.reload();
    await page.getByRole('heading', { name: 'Running now' }).waitFor();
    await page.waitForLoadState('networkidle');
    const { sum, moved } = await shiftOf(page);
    expect(sum, moved).to.be.below(0.02);
  });

  it('breaks no word on the smallest of phones', async () => {
    await eachPage(small, async (page, path) => {
      expect(await brokenWords(page, '.card, h1, h2, .nav, .page-head'), path).to.deep.equal([]);
      expect(await isTooWide(page), path).to.equal(false);
    });
  });

  it('bears letters of twice the size', async () => {
    await eachPage(usual, async (page, path) => {
      await page.evaluate("document.documentElement.style.fontSize = '200%'");
      expect(await isTooWide(page), path).to.equal(false);
      const isOut = `[...document.querySelectorAll('.nav a, .bar .icon-button')].some((element) => {
        const { left, right } = element.getBoundingClientRect();
        return left < -1 || right > innerWidth + 1;
      })`;
      expect(await page.evaluate(isOut), path).to.equal(false);
    });
  });

  it('lets a card grow alone', async () => {
    const user = await stage().newUser();
    const over = await stage().book(user, 1);
    await stage().book(user);
    const { page } = await stage().enter(stage().owner, '/', { viewport: { width: 1280, height: 1600 } });
    const cards = page.locator('.payment-card');
    const link = page.locator(`a[href="/bookings/${over.id}"]`);
    const first = cards.filter({ has: link });
    const reinstate = first.getByRole('button', { name: 'Verify and reinstate' });
    await reinstate.waitFor();
    const others = async () =>
      Promise.all((await cards.filter({ hasNot: link }).all()).map((card) => card.boundingBox()));
    const before = await others();
    await page.route(/\/verify$/, (route) =>
      route.fulfill({ status: 409, json: { code: 'lot_closed', detail: 'The lot is closed.' } }),
    );
    await reinstate.click();
    await first.locator('.form-error').waitFor();
    expect(await others()).to.deep.equal(before);
  });

  it('leaves a busy button readable under the pointer', async () => {
    const { page } = await stage().enter(await stage().newUser(), `/lots/${stage().lot.id}`);
    const button = page.getByRole('button', { name: 'Choose a slot first' });
    const colour = () =>
      page.evaluate<string>("getComputedStyle(document.querySelector('form .primary')).backgroundColor");
    await button.scrollIntoViewIfNeeded();
    await page.mouse.move(0, 0);
    const before = await colour();
    await button.hover({ force: true });
    expect(await colour()).to.equal(before);
  });

  it('is as far down as it was after going back, although its content has to come first', async () => {
    const { lot, owner, parkmate } = stage();
    for (let count = 0; count < 8; count += 1) {
      await owner.ok('POST', `/businesses/${lot.businessId}/lots`, lotDetails(1, `Garage ${count}`));
    }
    const page = await (await stage().browser.person({ viewport: usual })).newPage();
    await page.goto(`${parkmate.url}/lots`);
    const last = page.locator('.lot-card a').last();
    await last.waitFor();
    await last.scrollIntoViewIfNeeded();
    const before = await scrolled(page);
    expect(before).to.be.above(100);
    await last.click();
    await page.locator('.bays').waitFor();
    expect(await scrolled(page)).to.equal(0);
    await page.route(/\/api\/lots\?/, async (route) => {
      await page.evaluate('new Promise((resolve) => setTimeout(resolve, 500))');
      await route.continue();
    });
    await page.goBack();
    await page.locator(`.lot-card`).nth(8).waitFor();
    while ((await scrolled(page)) !== before);
    await page.goForward();
    await page.locator('.bays').waitFor();
    while ((await scrolled(page)) !== 0);
  });

  it('keeps the word that one is offline in sight', async () => {
    const { page, context } = await stage().enter(stage().user, `/lots/${stage().lot.id}`, {
      viewport: usual,
    });
    await page.getByRole('button', { name: 'Choose a slot first' }).scrollIntoViewIfNeeded();
    expect(await scrolled(page)).to.be.above(50);
    await context.setOffline(true);
    const word = page.getByText('You are offline');
    await word.waitFor();
    const box = await word.boundingBox();
    expect(box?.y).to.be.within(0, usual.height - 100);
  });

  it('says what went wrong in the open bell on a phone, which covers the toasts', async () => {
    const user = await stage().newUser();
    const booking = await stage().book(user);
    await stage().owner.ok('POST', `/payments/${booking.payment.id}/reject`, { reason: 'No cash' });
    const { page } = await stage().enter(user, '/bookings', { viewport: usual });
    await page.getByRole('button', { name: /^Notifications/ }).click();
    await page.route(/\/api\/notifications\/[\w-]+$/, (route) => route.abort());
    await page.getByRole('button', { name: /^Archive:/ }).click();
    const word = page.locator('.inbox').getByText('cannot be reached');
    await word.waitFor();
    const box = await word.boundingBox();
    expect(box?.y).to.be.within(0, usual.height);
  });

  it('takes back that the server cannot be reached when it can', async () => {
    const page = await (await stage().browser.person()).newPage();
    await page.route(/\/api\/lots\?/, (route) => route.abort());
    await page.goto(`${stage().parkmate.url}/lots`);
    await page.getByText('cannot be reached').waitFor();
    await page.unroute(/\/api\/lots\?/);
    await page.getByText('cannot be reached').waitFor({ state: 'detached' });
    await page.locator('.lot-card').first().waitFor();
  });
});
