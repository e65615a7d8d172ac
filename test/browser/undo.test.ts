import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { Booking } from '../../contract/api/bookings.js';
import { faultsOf } from './axe.js';
import { toast, useStage } from './stage.js';

const desk = { width: 1280, height: 1000 };
const smallest = { width: 320, height: 640 };

const cardOf = (page: Page, { id }: Booking) =>
  page.locator('.payment-card').filter({ has: page.locator(`a[href="/bookings/${id}"]`) });
const verifyIn = (page: Page, booking: Booking) =>
  cardOf(page, booking).getByRole('button', { name: /^Verify/ });
const undoIn = (page: Page, booking: Booking) => cardOf(page, booking).getByRole('button', { name: /^Undo/ });

describe('What an owner does, in a browser', function () {
  this.timeout(90_000);
  const stage = useStage();

  const statusOf = async ({ id }: Booking) =>
    (await stage().owner.ok<Booking>('GET', `/bookings/${id}`)).payment.status;
  /** Asks the server until it says so, or the test is out of time. */
  const becomes = async (booking: Booking, status: string) => {
    while ((await statusOf(booking)) !== status) await new Promise((resolve) => setTimeout(resolve, 100));
  };
  const setUp = async (viewport = desk) => {
    const booking = await stage().book(await stage().newUser());
    const { page, context } = await stage().enter(stage().owner, '/', { viewport, reducedMotion: 'reduce' });
    await verifyIn(page, booking).waitFor();
    /** What the page has sent to verify it. */
    const sent: string[] = [];
    context.on('request', (request) => {
      if (request.url().endsWith('/verify')) sent.push(request.url());
    });
    return { booking, page, context, sent };
  };

  it('is sent five seconds after a verification, which can be taken back in its toast until then', async () => {
    const { booking, page, sent } = await setUp();
    const said = toast(page, `Verified ${booking.slotCode}`);
    await verifyIn(page, booking).click();
    await said.getByRole('button', { name: 'Undo' }).click();
    await said.waitFor({ state: 'detached' });
    await toast(page, `${booking.slotCode} is not verified`).waitFor();
    const before = Date.now();
    await verifyIn(page, booking).click();
    await said.waitFor();
    await becomes(booking, 'verified');
    expect(Date.now() - before).to.be.within(4_500, 15_000);
    expect(sent).to.have.length(1);
    await said.waitFor({ state: 'detached' });
    await cardOf(page, booking).waitFor({ state: 'detached' });
  });

  it('is taken back by keyboard in its row, where the focus stays', async () => {
    const { booking, page } = await setUp(smallest);
    await verifyIn(page, booking).focus();
    await page.keyboard.press('Enter');
    await undoIn(page, booking).and(page.locator(':focus')).waitFor();
    expect(await faultsOf(page)).to.deep.equal([]);
    await page.keyboard.press('Enter');
    await verifyIn(page, booking).and(page.locator(':focus')).waitFor();
    expect(await statusOf(booking)).to.equal('pending');
  });

  it('is sent at once when the page is left, by a reload, by closing it, and by looking away', async () => {
    for (const leave of [
      (page: Page) => page.reload(),
      (page: Page) => page.close({ runBeforeUnload: true }),
      (page: Page) =>
        page.evaluate(`
          Object.defineProperty(document, 'visibilityState', { value: 'hidden' });
          document.dispatchEvent(new Event('visibilitychange'))`),
    ]) {
      const { booking, page } = await setUp();
      await verifyIn(page, booking).click();
      await undoIn(page, booking).waitFor();
      const before = Date.now();
      await leave(page);
      await becomes(booking, 'verified');
      expect(Date.now() - before).to.be.below(4_000);
    }
  });

  it('is sent when the connection is back, and says that it has not been until then', async () => {
    const { booking, page, context } = await setUp();
    await verifyIn(page, booking).click();
    await undoIn(page, booking).waitFor();
    await context.setOffline(true);
    await toast(page, `${booking.slotCode} is not verified yet`).waitFor({ timeout: 60_000 });
    await cardOf(page, booking).getByText('as soon as there is a connection').waitFor();
    expect(await statusOf(booking)).to.equal('pending');
    await context.setOffline(false);
    await becomes(booking, 'verified');
    await toast(page, `Verified ${booking.slotCode}`).waitFor();
  });

  it('is known to other tabs, which may take it back', async () => {
    const { booking, page, context, sent } = await setUp();
    const other = await context.newPage();
    await other.goto(stage().parkmate.url);
    await verifyIn(other, booking).waitFor();
    await verifyIn(page, booking).click();
    await undoIn(other, booking).click();
    await verifyIn(page, booking).waitFor();
    await toast(page, `Verified ${booking.slotCode}`).waitFor({ state: 'detached' });
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    expect(sent).to.deep.equal([]);
    expect(await statusOf(booking)).to.equal('pending');
  });

  it('is asked for in a dialog before a payment is rejected, which is left by Escape and lies below toasts', async () => {
    const { booking, page } = await setUp(smallest);
    const reject = cardOf(page, booking).getByRole('button', { name: 'Reject' });
    const dialog = page.getByRole('alertdialog');
    await reject.focus();
    await page.keyboard.press('Enter');
    await page.locator('[name=reason]:focus').waitFor();
    expect(await faultsOf(page)).to.deep.equal([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await reject.and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Reject payment' }).click();
    await dialog.getByText('Enter a reason.').waitFor();
    const other = await stage().book(await stage().newUser());
    const said = toast(page, 'New booking').or(toast(page, 'Payment to verify')).first();
    await said.waitFor();
    await said.getByRole('button', { name: /^Dismiss/ }).click();
    await dialog.getByLabel('Why?').fill('No cash');
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await becomes(booking, 'rejected');
    expect(await statusOf(other)).to.equal('pending');
    await page.locator('.cards :focus').waitFor();
  });
});
