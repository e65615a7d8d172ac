import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { toast, unread, useStage } from './stage.js';

/** Wide enough for all toasts at once. */
const desk = { width: 1280, height: 800 };

const typeOf = (page: Page, title: string) => toast(page, title).getAttribute('data-type');

const evil = '<img src=x onerror=alert(1)><b>Lot</b>';

describe('Toasts, in a browser', function () {
  this.timeout(60_000);
  const stage = useStage({}, evil);

  it('come in four types, the moment something happens', async () => {
    const { owner } = stage();
    const user = await stage().newUser();
    const { page } = await stage().enter(user, '/', { viewport: desk });
    const [paid, unpaid, declined] = await Promise.all([
      stage().book(user),
      stage().book(user),
      stage().book(user),
    ]);
    await owner.ok('POST', `/payments/${paid.payment.id}/verify`);
    await owner.ok('POST', `/payments/${unpaid.payment.id}/reject`, { reason: 'No cash was handed over' });
    await owner.ok('POST', `/bookings/${declined.id}/decline`, { reason: 'Closed today' });
    await toast(page, 'Your cash payment has been verified!').waitFor();
    expect(await typeOf(page, 'Payment verified')).to.equal('success');
    await toast(page, 'No cash was handed over').waitFor();
    expect(await typeOf(page, 'Payment rejected')).to.equal('error');
    await toast(page, 'Closed today').waitFor();
    expect(await typeOf(page, 'Booking declined')).to.equal('warning');
    await unread(page, 3);
    // And the server hears up to where they were shown.
    const shown = `SELECT FROM devices_shown JOIN users ON users.id = user_id
      WHERE users.email = $1 AND last_shown_seq = 3`;
    while ((await stage().parkmate.db.query(shown, [user.email])).rowCount === 0);
  });

  it('tell owners too, who verify where they stand', async () => {
    const { owner } = stage();
    const user = await stage().newUser();
    const { page } = await stage().enter(owner, '/', { viewport: desk });
    const visitor = await stage().enter(user);
    const { slotCode } = await stage().book(user);
    const booked = toast(page, 'New booking').filter({ hasText: slotCode });
    const toVerify = toast(page, 'Payment to verify').filter({ hasText: slotCode });
    await booked.waitFor();
    expect(await booked.getAttribute('data-type')).to.equal('info');
    await toVerify.waitFor();
    const card = page.locator('.payment-card').filter({ hasText: slotCode });
    await card.getByRole('button', { name: 'Verify' }).click();
    await toast(visitor.page, 'Payment verified').waitFor();
    await toVerify.waitFor({ state: 'detached' });
    await card.waitFor({ state: 'detached' });
  });

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

  it('are the same in two tabs: what is read in one is read in the other', async () => {
    const user = await stage().newUser();
    const { page, context } = await stage().enter(user);
    const other = await context.newPage();
    await other.goto(stage().parkmate.url);
    await other.getByRole('button', { name: /^Notifications/ }).waitFor();
    const booking = await stage().book(user);
    await stage().owner.ok('POST', `/payments/${booking.payment.id}/verify`);
    await Promise.all([page, other].map((tab) => toast(tab, 'Payment verified').waitFor()));
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
