import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { toast, unread, useStage } from './stage.js';

const evil = '<img src=x onerror=alert(1)><b>Lot</b>';

describe('Toasts, in a browser', function () {
  this.timeout(60_000);
  const stage = useStage({}, evil);

  it('show what people have written as text, whatever it looks like', async () => {
    const user = await stage().newUser();
    const { page } = await stage().enter(user);
    const booking = await stage().book(user);
    await stage().owner.ok('POST', `/bookings/${booking.id}/decline`, {
      reason: '<script>alert(2)</script>',
    });
    await toast(page, '<script>alert(2)</script>').waitFor();
    await toast(page, evil).waitFor();
    await page.getByRole('link', { name: evil }).first().waitFor();
    expect(await page.locator('main img, .toast img, .toast b').count()).to.equal(0);
  });

  /** Somebody with two tabs, who is told in both of a payment. */
  async function verifiedInTwoTabs() {
    const user = await stage().newUser();
    const { page, context } = await stage().enter(user);
    const other = await context.newPage();
    await other.goto(stage().parkmate.url);
    await other.getByRole('button', { name: /^Notifications/ }).waitFor();
    const booking = await stage().book(user);
    await stage().owner.ok('POST', `/payments/${booking.payment.id}/verify`);
    await Promise.all([page, other].map((tab) => unread(tab, 1)));
    // It was used last.
    await toast(other, 'Payment verified').waitFor();
    return { page, other };
  }

  /** As when somebody clicks into the window of this tab. */
  const use = (page: Page) => page.evaluate("window.dispatchEvent(new Event('focus'))");

  it('are shown by one of several tabs, the one that was used last, and by another when that is closed', async () => {
    const { page, other } = await verifiedInTwoTabs();
    expect(await page.locator('.toast').count()).to.equal(0);
    await use(page);
    await toast(page, 'Payment verified').waitFor();
    await toast(other, 'Payment verified').waitFor({ state: 'detached' });
    const third = await page.context().newPage();
    await third.goto(stage().parkmate.url);
    await toast(third, 'Payment verified').waitFor();
    await toast(page, 'Payment verified').waitFor({ state: 'detached' });
    await third.close();
    const shown = async () =>
      (await Promise.all([page, other].map((tab) => tab.locator('.toast').count()))).join('+');
    while (!['1+0', '0+1'].includes(await shown()));
  });

  it('that are dismissed in one tab go in the others too', async () => {
    const { page, other } = await verifiedInTwoTabs();
    await other.getByRole('button', { name: 'Dismiss: Payment verified' }).click();
    await use(page);
    await toast(other, 'Payment verified').waitFor({ state: 'detached' });
    expect(await page.locator('.toast').count()).to.equal(0);
    await unread(page, 1);
  });

  it('are the same in two tabs: what is read in one is read in the other', async () => {
    const { page, other } = await verifiedInTwoTabs();
    await Promise.all([page, other].map((tab) => unread(tab, 1)));

    await page.getByRole('button', { name: /^Notifications/ }).click();
    await page.getByRole('button', { name: 'Mark as read: Payment verified' }).click();
    await Promise.all([page, other].map((tab) => unread(tab, 0)));
    await toast(other, 'Payment verified').waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Archive: Payment verified' }).click();
    await page.getByText('You are all caught up').waitFor();
    await page.reload();
    await unread(page, 0);
    expect(await page.locator('.toast').count()).to.equal(0);
  });
});
