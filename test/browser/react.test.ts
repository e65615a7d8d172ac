import { expect } from 'chai';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { rolldown } from 'rolldown';
import { Account } from '../harness/account.js';
import type { Options } from '../harness/parkmate.js';
import { HostSite } from './host-site.js';
import { toast, unread, useStage } from './stage.js';
import type { Visitor } from './visitor.js';

const example = 'https://parkmate.example';

/** The script of a site that is made with React. ParkMate is not in it, but loaded from where it is. */
async function reactScript(): Promise<(parkmate: string) => string> {
  const bundle = await rolldown({
    input: path.join(import.meta.dirname, 'react-page.js'),
    external: (id) => id.startsWith(example),
    platform: 'browser',
    transform: { define: { 'process.env.NODE_ENV': '"development"' } },
  });
  const { output } = await bundle.generate({ format: 'esm' });
  await bundle.close();
  return (parkmate) => output[0].code.replaceAll(example, parkmate);
}

describe('Parts of ParkMate on a site that is made with React', function () {
  this.timeout(60_000);
  let site: HostSite;
  const options: Options & { env: Record<string, string> } = { env: {} };
  before(async () => {
    site = new HostSite({ body: '', styles: '', script: await reactScript() });
    await site.start();
    options.env.EMBED_ORIGINS = site.url();
  });
  const stage = useStage(options);
  after(() => {
    site.stop();
  });

  /** The page of the site, for this user. React's own complaints fail the test, as all others do. */
  async function visit({ user }: Visitor, hash = '') {
    const { parkmate, browser } = stage();
    site.show(parkmate.url);
    const access = { role: 'user', url: parkmate.url, jwtSecret: parkmate.env.JWT_SECRET ?? '' };
    site.token = () => Account.tokenFor(user.id, access, 600);
    const context = await browser.person({ viewport: { width: 1_280, height: 800 } });
    const page = await context.newPage();
    const sockets: { isOpen: boolean; closed: Promise<unknown> }[] = [];
    page.on('websocket', (socket) => {
      const known = { isOpen: true, closed: socket.waitForEvent('close').catch(() => undefined) };
      sockets.push(known);
      socket.on('close', () => (known.isOpen = false));
    });
    await page.goto(`${site.url()}/${hash}`);
    return { page, sockets };
  }
  const counts = (page: Page, count: number) =>
    page
      .getByTestId('count')
      .filter({ hasText: `connected, ${count} unread` })
      .waitFor();
  const rendered = (page: Page) => page.evaluate<{ header: string[]; list: number[] }>('globalThis.rendered');

  it('are told of by the hook, which renders again at each change, over one connection', async () => {
    const user = await stage().newUser();
    const [first, second] = [await stage().book(user), await stage().book(user)];
    const { page, sockets } = await visit(user);
    await counts(page, 0);
    await stage().owner.ok('POST', `/payments/${first.payment.id}/verify`);
    await counts(page, 1);
    await stage().owner.ok('POST', `/payments/${second.payment.id}/verify`);
    await counts(page, 2);
    const [newest, oldest] = [page.getByRole('listitem').first(), page.getByRole('listitem').last()];
    await newest.getByRole('button', { name: 'Read it' }).click();
    await counts(page, 1);
    await page.locator('li[data-read=true]').filter({ hasText: 'Payment verified' }).waitFor();
    expect(await oldest.getAttribute('data-read')).to.equal('false');
    await page.getByRole('button', { name: 'Everything is read' }).click();
    await counts(page, 0);
    await page.locator('li[data-read=true]').nth(1).waitFor();
    expect(sockets.map(({ isOpen }) => isOpen)).to.deep.equal([true]);
  });

  it('are the same in every place that asks, and do not render where nothing has changed', async () => {
    const user = await stage().newUser();
    const booking = await stage().book(user);
    const { page } = await visit(user);
    await counts(page, 0);
    await stage().owner.ok('POST', `/payments/${booking.payment.id}/verify`);
    await counts(page, 1);
    const { header, list } = await rendered(page);
    expect(header.map((one) => Number(one.split(' ')[1]))).to.deep.equal(list);
    // In development everything is rendered twice.
    const changes = header.filter((one, place) => one !== header[place - 1]);
    expect(changes).to.deep.equal(['idle 0', 'connecting 0', 'connected 0', 'connected 1']);
    expect(header.length, header.join()).to.be.at.most(16);
  });

  it('close their connection when nothing on the page asks any more, and open it for the next that does', async () => {
    const user = await stage().newUser();
    const { page, sockets } = await visit(user);
    await counts(page, 0);
    await page.getByRole('button', { name: 'Hide' }).click();
    await sockets[0]?.closed;
    const booking = await stage().book(user);
    await stage().owner.ok('POST', `/payments/${booking.payment.id}/verify`);
    await page.getByRole('button', { name: 'Show' }).click();
    await counts(page, 1);
    await page.getByRole('listitem').filter({ hasText: 'Payment verified' }).waitFor();
    expect(sockets.map(({ isOpen }) => isOpen)).to.deep.equal([false, true]);
  });

  it('ask no faster for a token that there is not where each render gives another function', async () => {
    const { page } = await visit(await stage().newUser(), '#impatient');
    await page
      .getByTestId('impatient')
      .filter({ hasText: /^failed ([5-9]|\d\d)/ })
      .waitFor();
    const askedAt = await page.evaluate<number[]>('globalThis.askedAt');
    // The pauses are of a second and of two, give or take a quarter; after each a new function is asked once at once.
    expect((askedAt[4] ?? 0) - (askedAt[0] ?? 0), askedAt.join()).to.be.above(2_000);
  });

  it('are elements, whose properties and events React sets, also when they come a second time', async () => {
    const user = await stage().newUser();
    const booking = await stage().book(user);
    const { page, sockets } = await visit(user, '#elements');
    await unread(page, 0);
    await page.getByRole('button', { name: 'Hide' }).click();
    await sockets[0]?.closed;
    await page.getByRole('button', { name: 'Show' }).click();
    await unread(page, 0);
    await stage().owner.ok('POST', `/payments/${booking.payment.id}/verify`);
    await toast(page, 'Payment verified').waitFor();
    await page.getByRole('button', { name: /^Notifications/ }).click();
    await page.locator('.inbox-row').getByRole('link', { name: 'Payment verified' }).click();
    expect(await page.evaluate('globalThis.opened')).to.equal(`/bookings/${booking.id}`);
    await unread(page, 0);
    expect(sockets.map(({ isOpen }) => isOpen)).to.deep.equal([false, true]);
  });
});
