import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { Booking } from '../../contract/api/bookings.js';
import { toast, useStage } from './stage.js';

const desk = { width: 1280, height: 800 };
const calls = '**/api/bookings/*/renew';
const renewed = (page: Page) => toast(page, 'Booking renewed successfully!');

describe('A renewal whose answer is lost, in a browser', function () {
  this.timeout(60_000);
  const stage = useStage();

  /** Somebody whose booking has just been warned of, with the price on the button. */
  async function warned() {
    const user = await stage().newUser();
    const { page, context } = await stage().enter(user, '/', { viewport: desk, reducedMotion: 'reduce' });
    const booking = await stage().book(user, 303);
    const button = page.locator('.toast.running').getByRole('button', { name: /€1.50/ });
    await button.waitFor();
    const minutesMore = async () => {
      const { endsAt } = await user.ok<Booking>('GET', `/bookings/${booking.id}`);
      return (Date.parse(endsAt) - Date.parse(booking.endsAt)) / 60_000;
    };
    return { user, page, context, booking, button, minutesMore };
  }

  it('because the page was left is finished by the next one, once', async () => {
    const { page, button, minutesMore } = await warned();
    // The server hears of it, and the page hears nothing.
    const heard = new Promise<void>((resolve) => {
      void page.route(calls, async (route) => {
        await route.fetch();
        resolve();
      });
    });
    // Nor over the socket.
    await stage().parkmate.killWorker();
    await button.click();
    await heard;
    await page.unroute(calls);
    await page.reload();
    await renewed(page).waitFor();
    await stage().parkmate.addWorker();
    await stage().parkmate.settled();
    expect(await minutesMore()).to.equal(30);
    expect(await page.locator('.toast').count()).to.equal(1);
  });

  it('because it did not get through is made when the connection is back', async () => {
    const { page, context, button, minutesMore } = await warned();
    await context.setOffline(true);
    await button.click();
    await page.getByText('Not confirmed yet.').waitFor();
    expect(await minutesMore()).to.equal(0);
    await context.setOffline(false);
    await renewed(page).waitFor({ timeout: 30_000 });
    expect(await minutesMore()).to.equal(30);
  });

  it('does not keep the button busy for more than ten seconds', async () => {
    const { page, button, minutesMore } = await warned();
    let isFrozen = true;
    await page.route(calls, (route) => (isFrozen ? undefined : route.continue()));
    await button.click();
    const since = performance.now();
    await page.getByText('Not confirmed yet.').waitFor();
    expect(performance.now() - since).to.be.within(8_000, 13_000);
    isFrozen = false;
    await button.click();
    await renewed(page).waitFor();
    expect(await minutesMore()).to.equal(30);
  });
});
