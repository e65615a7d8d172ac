import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { faultsOf } from './axe.js';
import { phone } from './browser.js';
import { toast, useStage } from './stage.js';

const looks = [
  { colorScheme: 'light', viewport: phone },
  { colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
] as const;

/** A page that can be moved sideways is wider than its screen. */
async function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate<boolean>(
    'document.documentElement.scrollWidth > document.documentElement.clientWidth',
  );
}

describe('Every view, in a browser', function () {
  this.timeout(90_000);
  const stage = useStage();

  for (const look of looks) {
    it(`is fit for everybody on a ${look.colorScheme} screen of ${look.viewport.width} pixels`, async () => {
      const { browser, parkmate, owner, lot } = stage();
      const user = await stage().newUser();
      const booking = await stage().book(user);
      const check = async (page: Page) => {
        expect(await faultsOf(page), page.url()).to.deep.equal([]);
        expect(await isTooWide(page), page.url()).to.equal(false);
      };

      const context = await browser.person({ ...look, reducedMotion: 'reduce' });
      const page = await context.newPage();
      await page.goto(parkmate.url);
      await page.getByRole('button', { name: 'Create an account' }).click();
      await page.getByRole('button', { name: 'Create account' }).click();
      await page.locator('.field-error').first().waitFor();
      await check(page);

      await user.signIn(page);
      await page.getByRole('link', { name: lot.name }).last().waitFor();
      await check(page);
      await owner.ok('POST', `/payments/${booking.payment.id}/reject`, { reason: 'No cash' });
      await toast(page, 'Payment rejected').waitFor();
      await check(page);

      await page.goto(`${parkmate.url}/lots/${lot.id}`);
      await page.getByRole('radio').first().waitFor();
      await check(page);
      await page.goto(`${parkmate.url}/bookings/${booking.id}`);
      await page.getByTestId('countdown').waitFor();
      await page.getByRole('button', { name: /^Notifications/ }).click();
      await page.locator('.inbox-row').first().waitFor();
      await check(page);
      await page.getByRole('button', { name: 'Close notifications' }).click();
      await page.getByRole('button', { name: 'Your account' }).click();
      await check(page);
      await page.goto(`${parkmate.url}/nowhere`);
      await page.getByRole('heading', { name: 'Page not found' }).waitFor();
      await check(page);
      await page.goto(`${parkmate.url}/account`);
      await page.getByText('This device', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Change password' }).click();
      await page.locator('.field-error').first().waitFor();
      await check(page);

      const payments = await stage().enter(owner, '/', { ...look, reducedMotion: 'reduce' });
      await stage().book(user);
      await payments.page.getByRole('button', { name: 'Reject' }).first().click();
      await check(payments.page);

      const operator = await stage().newVisitor('operator');
      const operations = await stage().enter(operator, '/', { ...look, reducedMotion: 'reduce' });
      for (const [path, part] of [
        ['/', '.ops-queue'],
        ['/operations/queues/notify', '.ops-found'],
        ['/operations/audit', '.page-head'],
        ['/operations/bookings?q=B-PM%201', '.ops-results'],
        [`/operations/bookings/${booking.id}`, '.ops-entry'],
      ] as const) {
        await operations.page.goto(`${parkmate.url}${path}`);
        await operations.page.locator(part).first().waitFor();
        await check(operations.page);
      }
    });
  }

  it('can be used by keyboard alone', async () => {
    const user = await stage().newUser();
    const { page } = await stage().enter(user);
    await page.getByRole('link', { name: stage().lot.name }).focus();
    await page.keyboard.press('Enter');
    await page.locator('h1:focus').waitFor();
    await page.getByRole('radio', { disabled: false }).first().focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('.bay:has(:checked:focus)').waitFor();
    await page.getByRole('button', { name: /^Notifications/ }).focus();
    await page.keyboard.press('Enter');
    await page.locator('h2:focus').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.bell:focus').waitFor();
  });
});
