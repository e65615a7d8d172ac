import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { Booking } from '../../contract/api/bookings.js';
import { failedJob } from '../harness/failed-job.js';
import { follow, press, tabTo, type } from './keyboard.js';
import { toast, useStage } from './stage.js';
import { password, type Visitor } from './visitor.js';

const desk = { viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' } as const;

/* The main path of each role without a pointer; that of owners is in owner.test.ts. */
describe('By keyboard alone, in a browser,', function () {
  this.timeout(90_000);
  const stage = useStage();

  async function signIn(visitor: Visitor): Promise<Page> {
    const context = await stage().browser.person(desk);
    const page = await context.newPage();
    await page.goto(stage().parkmate.url);
    await type(page, 'E-mail', visitor.email);
    await type(page, 'Password', password);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Notifications/ }).waitFor();
    return page;
  }

  it('a user signs in, books, renews, reads the news, cancels and signs out', async () => {
    const { lot, owner } = stage();
    const user = await stage().newUser();
    const page = await signIn(user);
    await follow(page, lot.name);
    await page.locator('h1:focus').waitFor();
    await tabTo(page, page.getByRole('radio', { name: /A-01/ }));
    await page.keyboard.press('ArrowRight');
    await page.locator('.bay:has(:checked:focus)', { hasText: 'A-02' }).waitFor();
    await type(page, 'Number plate', 'b-pm 12');
    await press(page, 'Book slot A-02');
    await page.getByTestId('countdown').waitFor();
    const booked = async () => (await user.ok<{ items: Booking[] }>('GET', '/bookings')).items[0]!;
    const before = await booked();
    expect(before).to.include({ slotCode: 'A-02', vehiclePlate: 'B-PM 12', status: 'active' });

    await press(page, 'Renew');
    await toast(page, 'Booking renewed successfully!').waitFor();
    // Who goes on by keyboard goes on from where they were.
    expect(await page.locator('main :focus').count()).to.equal(1);
    const renewed = await booked();
    expect(Date.parse(renewed.endsAt) - Date.parse(before.endsAt)).to.equal(1_800_000);

    await owner.ok('POST', `/payments/${renewed.payment.id}/verify`, {});
    await toast(page, 'Payment verified').waitFor();
    await press(page, /^Notifications/);
    await page.locator('h2:focus').waitFor();
    await page.locator('.inbox-row', { hasText: 'Payment verified' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.bell:focus').waitFor();

    await press(page, 'Cancel this booking');
    // The answer that changes nothing has the focus.
    await page.locator('button:focus', { hasText: 'Keep it' }).waitFor();
    await press(page, 'Yes, cancel it');
    await page.getByText('Cancelled', { exact: true }).waitFor();
    expect((await booked()).status).to.equal('cancelled_by_user');
    await page.locator('main a:focus', { hasText: 'Book again' }).waitFor();

    await press(page, 'Your account');
    await press(page, 'Sign out');
    await page.getByLabel('E-mail').waitFor();
  });

  it('an operator finds a booking, pauses a queue, retries a job, and reads who did', async () => {
    const operator = await stage().newVisitor('operator');
    await stage().book(await stage().newUser(), 3600, 'cash', 'KEY 1');
    await failedJob();
    const page = await signIn(operator);
    await page.locator('.ops-queue').first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('key 1');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'KEY 1' }).waitFor();

    await follow(page, 'Operations');
    await follow(page, 'notify');
    await page.getByRole('heading', { name: 'notify' }).waitFor();
    for (const [name, verb] of [
      [/^Retry \d+ jobs?/, 'Retried'],
      ['Pause this queue', 'Paused'],
      ['Resume this queue', 'Resumed'],
    ] as const) {
      await press(page, name);
      await page.locator('dialog[open] input[name=reason]:focus').waitFor();
      await page.keyboard.type('a test');
      await page.keyboard.press('Enter');
      await page.locator('.ops-notice:focus', { hasText: verb }).waitFor();
    }
    await follow(page, 'Audit');
    await page.locator('.ops-audit-line', { hasText: 'Resumed notify' }).first().waitFor();
  });
});
