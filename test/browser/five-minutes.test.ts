import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { Booking } from '../../contract/api/bookings.js';
import { faultsOf } from './axe.js';
import { toast, useStage } from './stage.js';
import type { Visitor } from './visitor.js';

/* What functions find that run inside of a page. */
declare const document: { title: string };

const leadSeconds = 300;
/** Booked for so long, it is warned of as soon as the worker looks. */
const soon = leadSeconds + 3;
const desk = { width: 1280, height: 800 };

const warning = (page: Page) => page.locator('.toast', { hasText: 'Your booking will expire in' });
const renewButton = (page: Page) => warning(page).getByRole('button', { name: /^\+\d/ });
const renewed = (page: Page) => toast(page, 'Booking renewed successfully!');

describe('The last five minutes of a booking, in a browser', function () {
  this.timeout(60_000);
  const stage = useStage({}, 'Riverside');

  /** Somebody on some page whose booking has just been warned of. */
  async function warned(path = '/', viewport = { width: 360, height: 740 }) {
    const user = await stage().newUser();
    const { page, context } = await stage().enter(user, path, { viewport, reducedMotion: 'reduce' });
    const booking = await stage().book(user, soon);
    await warning(page).waitFor();
    return { user, page, context, booking };
  }
  const read = (user: Visitor, { id }: Booking) => user.ok<Booking>('GET', `/bookings/${id}`);

  it('are told with the booking and the time that is left, which also runs in the title', async () => {
    const { page, booking } = await warned();
    expect(await warning(page).textContent()).to.match(
      new RegExp(`${booking.slotCode}, Riverside: (5:00|4:5\\d) left`),
    );
    await warning(page).getByText('Your booking will expire in 5 minutes!').waitFor();
    await page.waitForFunction(
      (slot) => new RegExp(`^4:5[0-8] left, ${slot} · .* · ParkMate$`).test(document.title),
      booking.slotCode,
    );
    expect(await faultsOf(page)).to.deep.equal([]);
  });

  it('take one tap to be half an hour longer, for the price on the button', async () => {
    const { page, user, booking } = await warned();
    const button = renewButton(page);
    await button.getByText('+30 min (€1.50)').waitFor();
    await button.click();
    await renewed(page).waitFor();
    const after = await read(user, booking);
    expect(Date.parse(after.endsAt) - Date.parse(booking.endsAt)).to.equal(1_800_000);
    expect(after.payment.amount - booking.payment.amount).to.equal(150);
    expect(await renewed(page).textContent()).to.match(
      new RegExp(`${booking.slotCode}, Riverside: 3[45]:\\d\\d left`),
    );
    await stage().parkmate.settled();
    expect(await page.locator('.toast').count()).to.equal(1);
    await page.waitForFunction(() => !document.title.includes('left'));
  });

  it('renew at no other price than the one on the button', async () => {
    const { page, user, booking } = await warned();
    const { owner, lot } = stage();
    await renewButton(page).getByText('€1.50').waitFor();
    const changed = { amount: 400, currency: 'EUR' };
    await owner.ok('PATCH', `/lots/${lot.id}`, { hourlyRate: changed });
    try {
      await renewButton(page).click();
      await warning(page).getByText('The price has changed').waitFor();
      expect((await read(user, booking)).endsAt).to.equal(booking.endsAt);
      await renewButton(page).getByText('+30 min (€2.00)').click();
      await renewed(page).waitFor();
      expect((await read(user, booking)).payment.amount - booking.payment.amount).to.equal(200);
    } finally {
      await owner.ok('PATCH', `/lots/${lot.id}`, { hourlyRate: lot.hourlyRate });
    }
  });

  it('take no longer than three tenths of a second to be answered', async () => {
    const { page, user, booking } = await warned();
    const call = page.waitForEvent('requestfinished', (request) => request.url().endsWith('/renew'));
    await renewButton(page).getByText('€1.50').click();
    const { responseEnd } = (await call).timing();
    const times = [responseEnd];
    // The fastest of a few: a machine that does much else at this moment says nothing of the call.
    for (let again = 0; again < 5; again += 1) {
      const since = performance.now();
      await user.ok('POST', `/bookings/${booking.id}/renew`, { durationSeconds: 60 });
      times.push(performance.now() - since);
    }
    expect(Math.min(...times)).to.be.below(300);
  });

  it('can be made longer by keyboard alone, and the focus is in the result', async () => {
    const { page } = await warned('/', desk);
    await renewButton(page).getByText('€1.50').waitFor();
    await renewButton(page).focus();
    await page.keyboard.press('Enter');
    await renewed(page).waitFor();
    await page.locator('.toast:focus').waitFor();
    await page.locator('[aria-live=polite]', { hasText: 'Success: Booking renewed successfully!' }).waitFor();
  });

  it('are not pushed off the screen by news, and go on after the page was loaded anew', async () => {
    const { page, user } = await warned('/', desk);
    const other = await stage().book(user);
    await stage().owner.ok('POST', `/payments/${other.payment.id}/verify`);
    for (let renewal = 0; renewal < 5; renewal += 1) {
      await user.ok('POST', `/bookings/${other.id}/renew`, { durationSeconds: 600 });
    }
    await stage().parkmate.settled();
    await toast(page, 'Booking renewed').first().waitFor();
    expect(await warning(page).isVisible()).to.equal(true);
    await page.reload();
    await warning(page).waitFor();
    await warning(page)
      .getByRole('button', { name: /^Dismiss/ })
      .click();
    await warning(page).waitFor({ state: 'detached' });
    while (
      (
        await user.ok<{ items: { event: string; readAt: string | null }[] }>('GET', '/notifications')
      ).items.some(({ event, readAt }) => event === 'booking.expiring' && readAt === null)
    );
    await page.reload();
    await page.getByRole('heading', { name: 'Running now' }).waitFor();
    expect(await warning(page).count()).to.equal(0);
  });

  it('are told before what was missed during an absence', async () => {
    const user = await stage().newUser();
    const { page, context } = await stage().enter(user, '/', { viewport: desk });
    await context.setOffline(true);
    await page.getByText('You are offline').waitFor();
    const other = await stage().book(user);
    for (let renewal = 0; renewal < 6; renewal += 1) {
      await user.ok('POST', `/bookings/${other.id}/renew`, { durationSeconds: 600 });
      await stage().owner.ok('POST', `/payments/${other.payment.id}/verify`);
    }
    const booking = await stage().book(user, soon);
    const isWarned = `SELECT FROM notifications n JOIN users u ON u.id = n.user_id
      WHERE u.email = $1 AND n.data ->> 'bookingId' = $2`;
    while ((await stage().parkmate.db.query(isWarned, [user.email, booking.id])).rowCount === 0);
    await context.setOffline(false);
    await warning(page).waitFor();
    expect(await page.locator('.toast').first().textContent()).to.contain(booking.slotCode);
    await toast(page, 'notifications while you were away').waitFor({ state: 'attached' });
  });

  it('offer as much as is left before somebody else has the slot', async () => {
    const user = await stage().newUser();
    const { page } = await stage().enter(user);
    const booking = await stage().book(user, soon);
    const startsAt = new Date(Date.parse(booking.endsAt) + 12 * 60_000).toISOString();
    await (
      await stage().newUser()
    ).ok('POST', '/bookings', {
      ...{
        slotId: booking.slotId,
        startsAt,
        durationSeconds: 3600,
        vehiclePlate: 'R-IV 1',
        paymentMethod: 'card',
      },
    });
    await warning(page).waitFor();
    await warning(page).getByText('Then somebody else has the slot.').waitFor();
    await renewButton(page).getByText('+12 min (€0.60)').click();
    await renewed(page).waitFor();
    expect(Date.parse((await read(user, booking)).endsAt)).to.equal(Date.parse(startsAt));
  });

  it('have the button within reach on the page of the booking, without scrolling, when the warning is gone', async () => {
    const { page, user, booking } = await warned();
    await warning(page).getByRole('link', { name: 'View' }).click();
    const button = page.getByRole('region', { name: 'Stay longer' }).getByRole('button', { name: /€1.50/ });
    await button.waitFor();
    const box = await button.boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).to.be.within(500, 740);
    expect(await faultsOf(page)).to.deep.equal([]);
    await button.click();
    await toast(page, 'Booking renewed').waitFor();
    await page.locator('h1:focus').waitFor();
    await button.waitFor({ state: 'detached' });
    const after = await read(user, booking);
    expect(Date.parse(after.endsAt) - Date.parse(booking.endsAt)).to.equal(1_800_000);
  });

  it('say why nothing can be had where somebody else has the slot at once', async () => {
    const user = await stage().newUser();
    const { page } = await stage().enter(user);
    const booking = await stage().book(user, soon);
    await (
      await stage().newUser()
    ).ok('POST', '/bookings', {
      slotId: booking.slotId,
      ...{ startsAt: booking.endsAt, durationSeconds: 3600, vehiclePlate: 'R-IV 2', paymentMethod: 'card' },
    });
    await warning(page).getByText('Somebody else has the slot when your time is up.').waitFor();
    expect(await renewButton(page).count()).to.equal(0);
    await warning(page).getByRole('link', { name: 'View' }).click();
    await page.getByRole('heading', { name: `Slot ${booking.slotCode}` }).waitFor();
  });
});
