import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { toast, useStage } from './stage.js';

/** Counts tones and buzzes of all pages. They sound and buzz nevertheless. */
async function count(context: BrowserContext): Promise<{ tones: number; buzzes: number }> {
  const counted = { tones: 0, buzzes: 0 };
  await context.exposeFunction('toneHeard', () => void (counted.tones += 1));
  await context.exposeFunction('buzzFelt', () => void (counted.buzzes += 1));
  await context.addInitScript(`
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (...when) { toneHeard(); start.apply(this, when); };
    const { vibrate } = Navigator.prototype;
    Navigator.prototype.vibrate = function (pattern) { buzzFelt(); return vibrate.call(this, pattern); };
  `);
  return counted;
}

describe('The warning before a booking ends, in a browser', function () {
  this.timeout(60_000);
  const stage = useStage();

  /** Until the page has shown a new warning, and has had the time to draw attention to it. */
  async function warned(page: Page, book: () => Promise<unknown>): Promise<void> {
    await book();
    await toast(page, 'Your booking will expire in').waitFor();
    await page.waitForTimeout(1_000);
  }

  async function enter() {
    const user = await stage().newUser();
    const context = await stage().browser.person();
    const counted = await count(context);
    const page = await context.newPage();
    await user.signIn(page);
    const book = () => stage().book(user, 303);
    return { context, counted, page, book };
  }
  const toAccount = (page: Page) => page.goto(`${stage().parkmate.url}/account`);

  it('is felt and not heard, unless somebody wants it otherwise', async () => {
    const { counted, page, book } = await enter();
    await warned(page, book);
    expect(counted).to.deep.equal({ tones: 0, buzzes: 1 });
  });

  it('is heard where that is wanted, which can be tried, and is kept', async () => {
    const { counted, page, book } = await enter();
    await toAccount(page);
    await page.getByLabel('Play a sound').check();
    await page.getByLabel('Vibrate').uncheck();
    while (counted.tones < 3) await page.waitForTimeout(50);
    await page.reload();
    expect(await page.getByLabel('Play a sound').isChecked()).to.equal(true);
    expect(await page.getByLabel('Vibrate').isChecked()).to.equal(false);
    // Nobody has touched the page since.
    await page.getByRole('heading', { name: 'Password' }).click();
    await warned(page, book);
    expect(counted).to.deep.equal({ tones: 6, buzzes: 0 });
  });

  it('is heard from one of two tabs', async () => {
    const { context, counted, page, book } = await enter();
    await toAccount(page);
    await page.getByLabel('Play a sound').check();
    while (counted.tones < 3) await page.waitForTimeout(50);
    const other = await context.newPage();
    await toAccount(other);
    await other.getByRole('heading', { name: 'Password' }).click();
    await warned(other, book);
    expect(counted.tones).to.equal(6);
  });
});
