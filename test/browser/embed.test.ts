import { expect } from 'chai';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { Account } from '../harness/account.js';
import type { Options } from '../harness/parkmate.js';
import { faultsOf } from './axe.js';
import { phone } from './browser.js';
import { HostSite } from './host-site.js';
import { toast, unread, useStage } from './stage.js';
import { password, type Visitor } from './visitor.js';

const evil = '<img src=x onerror=alert(1)><b>No</b>';

describe('Parts of ParkMate on another site, in a browser', function () {
  this.timeout(60_000);
  const site = new HostSite();
  const options: Options & { env: Record<string, string> } = { env: {} };
  before(async () => {
    await site.start();
    options.env.EMBED_ORIGINS = site.url();
  });
  const stage = useStage(options);
  after(() => {
    site.stop();
  });

  /** The page of the site, for this user. */
  async function visit(
    { user }: Visitor,
    {
      ttlSeconds = 600,
      address = site.url(),
      ...look
    }: BrowserContextOptions & { ttlSeconds?: number; address?: string } = {},
  ) {
    const { parkmate, browser } = stage();
    site.show(parkmate.url);
    const access = { role: 'user', url: parkmate.url, jwtSecret: parkmate.env.JWT_SECRET ?? '' };
    site.token = () => Account.tokenFor(user.id, access, ttlSeconds);
    const context = await browser.person({ viewport: { width: 1280, height: 800 }, ...look });
    const page = await context.newPage();
    const sockets: { isOpen: boolean }[] = [];
    page.on('websocket', (socket) => {
      const known = { isOpen: true };
      sockets.push(known);
      socket.on('close', () => (known.isOpen = false));
    });
    await page.goto(address);
    return { page, context, sockets };
  }
  const open = (page: Page) => page.getByRole('button', { name: /^Notifications/ }).click();
  const styleOf = (page: Page, selector: string, property: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element, name) => {
        // Typed here, run in the browser.
        const { getComputedStyle } = globalThis as unknown as {
          getComputedStyle: (of: unknown) => { getPropertyValue: (name: string) => string };
        };
        return getComputedStyle(element).getPropertyValue(name);
      }, property);

  it('tell of an event once, by one connection, as text whatever it looks like', async () => {
    const user = await stage().newUser();
    const booking = await stage().book(user);
    const { page, sockets } = await visit(user);
    await unread(page, 0);
    await stage().owner.ok('POST', `/bookings/${booking.id}/decline`, { reason: evil });
    await toast(page, '<b>No</b>').waitFor();
    await unread(page, 1);
    expect(await toast(page, '<b>No</b>').count()).to.equal(1);
    expect(await page.locator('.toast img, .toast b').count()).to.equal(0);
    expect(sockets).to.deep.equal([{ isOpen: true }]);
    expect(await page.locator('.toast :is(a)').first().getAttribute('href')).to.equal(
      `${stage().parkmate.url}/bookings/${booking.id}`,
    );
  });

  it('open pages of ParkMate beside the site, unless the site does something else', async () => {
    const user = await stage().newUser();
    const booking = await stage().book(user);
    const { page, context } = await visit(user);
    await unread(page, 0);
    await stage().owner.ok('POST', `/payments/${booking.payment.id}/verify`);
    await toast(page, 'Payment verified').waitFor();
    await page.evaluate(
      "document.addEventListener('parkmate:open', (event) => { event.preventDefault(); window.opened = event.detail.path; }, { once: true })",
    );
    await open(page);
    const link = page.locator('.inbox-row').getByRole('link', { name: 'Payment verified' });
    await link.click();
    expect(await page.evaluate('window.opened')).to.equal(`/bookings/${booking.id}`);
    expect(context.pages()).to.have.length(1);
    await unread(page, 0);
    await open(page);
    const [beside] = await Promise.all([context.waitForEvent('page'), link.click()]);
    expect(beside.url()).to.equal(`${stage().parkmate.url}/bookings/${booking.id}`);
    await beside.close();
  });

  it('agree with the tabs of the client on what is read', async () => {
    const user = await stage().newUser();
    const booking = await stage().book(user);
    const [{ page }, { page: own }] = [await visit(user), await stage().enter(user)];
    await unread(page, 0);
    await stage().owner.ok('POST', `/payments/${booking.payment.id}/verify`);
    await Promise.all([unread(page, 1), unread(own, 1)]);
    await open(page);
    await page.getByRole('button', { name: 'Mark as read: Payment verified' }).click();
    await Promise.all([unread(page, 0), unread(own, 0)]);
    await open(own);
    await own.getByRole('button', { name: 'Mark as unread: Payment verified' }).click();
    await unread(page, 1);
  });

  it('ask the site for another token when theirs has expired, and go on', async () => {
    const user = await stage().newUser();
    const booking = await stage().book(user);
    const { page, sockets } = await visit(user, { ttlSeconds: 2 });
    await unread(page, 0);
    await expectSoon(() => page.evaluate('window.asked.length > 1 && window.asked.at(-1) !== undefined'));
    await stage().owner.ok('POST', `/payments/${booking.payment.id}/verify`);
    await toast(page, 'Payment verified').waitFor();
    expect(sockets.filter(({ isOpen }) => isOpen)).to.have.length.at.most(1);
  });

  it('close their connection when the last of them is removed, and open it for the next one', async () => {
    const { page, sockets } = await visit(await stage().newUser());
    await unread(page, 0);
    await page.evaluate("document.querySelector('parkmate-toasts').remove()");
    await page.evaluate("document.querySelector('main').append(document.querySelector('parkmate-bell'))");
    await unread(page, 0);
    expect(sockets).to.deep.equal([{ isOpen: true }]);
    await page.evaluate("document.querySelector('parkmate-bell').remove()");
    await expectSoon(() => sockets.every(({ isOpen }) => !isOpen));
    await page.evaluate("document.querySelector('main').append(document.createElement('parkmate-bell'))");
    await unread(page, 0);
    expect(sockets.map(({ isOpen }) => isOpen)).to.deep.equal([false, true]);
  });

  it('look as they do, whatever the site says of its own, and leave that alone', async () => {
    const user = await stage().newUser();
    const booking = await stage().book(user);
    const { page } = await visit(user);
    await unread(page, 0);
    await stage().owner.ok('POST', `/payments/${booking.payment.id}/verify`);
    await toast(page, 'Payment verified').waitFor();
    expect(await styleOf(page, '.toast', 'display')).to.equal('grid');
    for (const inside of ['.toast .strong', 'parkmate-bell .bell']) {
      expect(await styleOf(page, inside, 'color'), inside).to.equal('rgb(22, 25, 31)');
      expect(await styleOf(page, inside, 'font-style'), inside).to.equal('normal');
      expect(await styleOf(page, inside, 'text-transform'), inside).to.equal('none');
    }
    expect(await styleOf(page, '.toast .strong', 'font-size')).to.equal('15px');
    expect(await styleOf(page, '#own', 'font-size')).to.equal('21px');
    expect(await styleOf(page, '#own', 'position')).to.equal('static');
    expect(await styleOf(page, 'body', 'background-color')).to.equal('rgba(0, 0, 0, 0)');
    expect(await page.evaluate('document.styleSheets.length + document.adoptedStyleSheets.length')).to.equal(
      1,
    );
    expect(await page.title()).to.equal('A shop');
  });

  it('are above everything, the open inbox too', async () => {
    const user = await stage().newUser();
    const booking = await stage().book(user);
    const { page } = await visit(user, { viewport: phone });
    await unread(page, 0);
    await stage().owner.ok('POST', `/payments/${booking.payment.id}/verify`);
    await toast(page, 'Payment verified').waitFor();
    await open(page);
    await stage().owner.ok('POST', `/bookings/${booking.id}/decline`, { reason: 'Flooded' });
    await toast(page, 'Flooded')
      .getByRole('button', { name: /^Dismiss/ })
      .click();
    expect(await faultsOf(page)).to.deep.equal([]);
  });

  it('say nothing to a site that is not named', async () => {
    const { page } = await visit(await stage().newUser(), { address: site.url('localhost') });
    await expectSoon(() => page.evaluate("window.parkMate?.getSnapshot().status === 'failed'"));
    expect(await page.getByRole('button', { name: /^Notifications, / }).count()).to.equal(0);
    expect(stage().browser.complaints.splice(0).join()).to.match(/blocked by CORS policy/);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`are shown by a page of ours, on a ${colorScheme} screen, with the hook`, async () => {
      const user = await stage().newUser();
      const booking = await stage().book(user);
      const look = { colorScheme, viewport: { width: 320, height: 700 }, reducedMotion: 'reduce' } as const;
      const context = await stage().browser.person(look);
      const page = await context.newPage();
      await page.goto(`${stage().parkmate.url}/embed`);
      await page.getByLabel('E-mail').fill(user.email);
      await page.getByLabel('Password').fill(password);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await unread(page, 0);
      expect(await page.getByLabel('E-mail').isVisible()).to.equal(false);
      await stage().owner.ok('POST', `/payments/${booking.payment.id}/verify`);
      await toast(page, 'Payment verified').waitFor();
      await page.getByTestId('hook-unreadCount').filter({ hasText: '1' }).waitFor();
      expect(await faultsOf(page)).to.deep.equal([]);
      await page.getByRole('button', { name: 'markAllRead()' }).click();
      await unread(page, 0);
      await page.getByTestId('hook-unreadCount').filter({ hasText: '0' }).waitFor();
      expect(await context.cookies()).to.deep.equal([]);
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByLabel('E-mail').waitFor();
      expect(await page.locator('parkmate-bell').count()).to.equal(0);
    });
  }

  it('are one file of at most 60 kB', async () => {
    const response = await fetch(`${stage().parkmate.url}/embed/parkmate.js`, {
      headers: { 'accept-encoding': 'gzip' },
    });
    expect(response.headers.get('content-encoding')).to.equal('gzip');
    expect(Number(response.headers.get('content-length'))).to.be.below(60_000);
    expect(await response.text()).not.to.match(/import\(|from\s*["']/);
  });
});

async function expectSoon(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let looks = 0; looks < 200; looks += 1) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(await isSo()).to.equal(true);
}
