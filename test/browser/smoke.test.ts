import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { Booking } from '../../contract/api/bookings.js';
import { faultsOf } from './axe.js';
import { toast, unread, useStage } from './stage.js';

/** Wide enough for all toasts at once. */
const desk = { width: 1280, height: 800 };

const typeOf = (page: Page, title: string) => toast(page, title).getAttribute('data-type');

/* What `npm test` runs in a browser: the main path of each role. All other tests beside it: `npm run test:browser`. */
describe('The web client, in a browser', function () {
  this.timeout(60_000);
  const stage = useStage();

  it('lets a user book, see the time run down, renew and cancel', async () => {
    const { lot, user } = stage();
    const { page } = await stage().enter(user);
    await page.getByRole('link', { name: lot.name }).click();
    await page.getByRole('radio', { name: /A-12/ }).check();
    await page.getByLabel('Number plate').fill('B-PM 12');
    await page.getByRole('radio', { name: 'Cash' }).check();
    await page.getByRole('button', { name: 'Book slot A-12' }).click();

    const countdown = page.getByTestId('countdown');
    await countdown.waitFor();
    const first = await countdown.textContent();
    expect(first).to.match(/^(1:00:00|59:5\d)$/);
    await countdown.filter({ hasNotText: first ?? '' }).waitFor();

    await page.getByRole('radio', { name: '1 h', exact: true }).check();
    await page.getByRole('button', { name: 'Renew' }).click();
    await toast(page, 'Booking renewed successfully!').waitFor();
    expect(await countdown.textContent()).to.match(/^(2:00:00|1:59:\d\d)$/);

    await page.getByRole('button', { name: 'Cancel this booking' }).click();
    await page.getByRole('button', { name: 'Yes, cancel it' }).click();
    await page.getByText('Cancelled', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Bookings', exact: true }).click();
    await page.getByText('Cancelled', { exact: true }).waitFor();
  });

  it('tells a user once of each thing, the moment it happens', async () => {
    const { owner } = stage();
    const user = await stage().newUser();
    const { page } = await stage().enter(user, '/', { viewport: desk, reducedMotion: 'reduce' });
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
    expect(await page.locator('.toast').count()).to.equal(3);
    expect(await faultsOf(page)).to.deep.equal([]);
    // And the server hears up to where they were shown.
    const shown = `SELECT FROM devices_shown JOIN users ON users.id = user_id
      WHERE users.email = $1 AND last_shown_seq = 3`;
    while ((await stage().parkmate.db.query(shown, [user.email])).rowCount === 0);
  });

  it('says that the connection is lost, and shows once what was missed', async () => {
    const user = await stage().newUser();
    const { page, context } = await stage().enter(user);
    const booking = await stage().book(user);
    await context.setOffline(true);
    await page.getByText('You are offline').waitFor();
    await stage().owner.ok('POST', `/payments/${booking.payment.id}/verify`);
    await stage().parkmate.settled();
    await context.setOffline(false);
    await toast(page, 'Payment verified').waitFor();
    await unread(page, 1);
    await page.getByText('You are offline').waitFor({ state: 'detached' });
    await page.reload();
    await unread(page, 1);
    await page.getByRole('heading', { name: 'Running now' }).waitFor();
    expect(await toast(page, 'Payment verified').count()).to.equal(0);
  });

  it('tells an owner, who verifies a payment where it is shown', async () => {
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

  it('lets an admin verify the payments of every lot, and look at operations', async () => {
    const admin = await stage().newVisitor('admin');
    const booking = await stage().book(await stage().newUser());
    const { page } = await stage().enter(admin, '/payments', { viewport: desk });
    const card = page
      .locator('.payment-card')
      .filter({ has: page.locator(`a[href="/bookings/${booking.id}"]`) });
    await card.getByRole('button', { name: 'Verify' }).click();
    await card.waitFor({ state: 'detached' });
    const { payment } = await stage().owner.ok<Booking>('GET', `/bookings/${booking.id}`);
    expect(payment.status).to.equal('verified');
    await page.getByRole('link', { name: 'Operations' }).click();
    await page.locator('.ops-queue').first().waitFor();
  });

  it('shows an operator the queues, and the story of a booking that is found by its plate', async () => {
    const operator = await stage().newVisitor('operator');
    const user = await stage().newUser();
    const { id } = await stage().book(user, 3600, 'cash', 'OPS 4711');
    const { page } = await stage().enter(operator, '/', { viewport: desk, reducedMotion: 'reduce' });
    await page.locator('.ops-queue').first().waitFor();
    expect(await faultsOf(page)).to.deep.equal([]);
    await page.keyboard.press('/');
    await page.keyboard.type('ops 4711');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'OPS 4711' }).waitFor();
    expect(new URL(page.url()).pathname).to.equal(`/operations/bookings/${id}`);
    expect(await page.getByTestId('summary').textContent()).to.have.length.above(10);
    await page.locator('.ops-entry[data-kind=event]').first().waitFor();
  });
});
