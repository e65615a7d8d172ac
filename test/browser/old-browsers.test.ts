import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { useStage } from './stage.js';
import { password } from './visitor.js';

/** What is younger than the oldest browsers that are supported (`web-client/vite.config.ts`), taken away from this one. */
const takeAwayWhatIsYounger = `
  for (const [owner, names] of [
    [AbortSignal, ['any']],
    [Promise, ['withResolvers', 'try']],
    [Object, ['groupBy']], [Map, ['groupBy']],
    [Array, ['fromAsync']],
    [Set.prototype, ['union', 'intersection', 'difference', 'symmetricDifference', 'isSubsetOf', 'isSupersetOf', 'isDisjointFrom']],
    [Object.getPrototypeOf(Object.getPrototypeOf([].values())), ['map', 'filter', 'take', 'drop', 'flatMap', 'reduce', 'toArray', 'forEach', 'some', 'every', 'find']],
    [globalThis, ['Iterator', 'Temporal', 'navigation', 'scheduler', 'requestIdleCallback', 'CookieStore', 'cookieStore']],
    [URL, ['parse', 'canParse']],
    [RegExp, ['escape']],
    [Uint8Array, ['fromBase64', 'fromHex']], [Uint8Array.prototype, ['toBase64', 'toHex']],
    [ArrayBuffer.prototype, ['transfer', 'transferToFixedLength', 'resize']],
    [String.prototype, ['isWellFormed', 'toWellFormed']],
    [Math, ['sumPrecise', 'f16round']],
    [Intl, ['DurationFormat']],
    [Document, ['parseHTMLUnsafe']], [Document.prototype, ['startViewTransition']],
    [Element.prototype, ['checkVisibility', 'setHTML', 'moveBefore']],
  ]) for (const name of names) delete owner[name];`;

/** As Firefox and Chrome do it where a user has blocked all cookies. */
const blockStorage = `
  const refuse = () => { throw new DOMException('The operation is insecure.', 'SecurityError'); };
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
    Object.defineProperty(globalThis, name, { get: refuse, configurable: true });
  globalThis.BroadcastChannel = class { constructor() { refuse(); } };
  if (globalThis.LockManager) LockManager.prototype.request = () => Promise.reject(new DOMException('Denied', 'SecurityError'));`;

const fillStorage = `
  Storage.prototype.setItem = () => { throw new DOMException('Full', 'QuotaExceededError'); };`;

describe('A browser that can do less', function () {
  this.timeout(60_000);
  const stage = useStage();

  const opened = async (script: string): Promise<{ context: BrowserContext; page: Page }> => {
    const context = await stage().browser.person();
    await context.addInitScript(script);
    return { context, page: await context.newPage() };
  };

  /** From the lots as a stranger sees them to a booking, and on after a reload. */
  const useEverything = async (page: Page) => {
    const { lot, parkmate } = stage();
    const user = await stage().newUser();
    await page.goto(`${parkmate.url}/lots`);
    await page.getByRole('link', { name: lot.name }).waitFor();
    await page.goto(parkmate.url);
    await page.getByLabel('E-mail').fill(user.email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: lot.name }).click();
    await page.getByRole('radio', { disabled: false }).first().check();
    await page.getByLabel('Number plate').fill('B-PM 7');
    await page.getByRole('button', { name: 'Book slot' }).click();
    await page.getByTestId('countdown').waitFor();
    await page.getByRole('button', { name: /^Notifications/ }).click();
    await page.getByRole('heading', { name: 'Notifications' }).waitFor();
    await page.reload();
    await page.getByTestId('countdown').waitFor();
  };

  it('is as good as any if it is one of the oldest that are supported', async () => {
    const { page } = await opened(takeAwayWhatIsYounger);
    await useEverything(page);
    expect(await page.evaluate('typeof AbortSignal.any')).to.equal('undefined');
    const operator = await stage().newVisitor('operator');
    const operations = await opened(takeAwayWhatIsYounger);
    await operator.signIn(operations.page);
    await operations.page.locator('.ops-queue').first().waitFor();
  });

  it('shows everything where storage is blocked', async () => {
    const { page } = await opened(blockStorage);
    await useEverything(page);
  });

  it('shows everything where storage is full', async () => {
    const { page } = await opened(fillStorage);
    await useEverything(page);
  });
});
