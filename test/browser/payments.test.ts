import { expect } from 'chai';
import type { Booking } from '../../contract/api/bookings.js';
import type { Payment } from '../../contract/api/payments.js';
import { useStage } from './stage.js';

/** With room above the toasts. */
const wide = { width: 1280, height: 1600 };

describe('Money, in a browser', function () {
  this.timeout(60_000);
  const stage = useStage();

  const paymentOf = async ({ id }: Booking): Promise<Payment> =>
    (await stage().owner.ok<Booking>('GET', `/bookings/${id}`)).payment;

  it('is shown with the end before somebody books or renews', async () => {
    const { lot } = stage();
    const user = await stage().newUser();
    const { page } = await stage().enter(user, `/lots/${lot.id}`);
    await page.getByRole('radio', { name: /A-12/ }).check();
    await page.getByRole('radio', { name: '2 h' }).check();
    await page.locator('.quote').filter({ hasText: '€6.00' }).filter({ hasText: 'until' }).waitFor();
    await page.getByLabel('Number plate').fill('B-PM 12');
    await page.getByRole('button', { name: 'Book slot A-12' }).click();
    await page.getByTestId('countdown').waitFor();
    await page.getByRole('radio', { name: '15 min' }).check();
    await page.locator('.quote').filter({ hasText: '€0.75' }).waitFor();
  });

  it('is verified for the amount that the owner was shown, and for no other', async () => {
    const { owner } = stage();
    const user = await stage().newUser();
    const booking = await stage().book(user);
    const { page } = await stage().enter(owner, '/', { viewport: wide });
    const card = page
      .locator('.payment-card')
      .filter({ has: page.locator(`a[href="/bookings/${booking.id}"]`) });
    await card.getByRole('button', { name: 'Verify €3.00' }).waitFor();
    // It is renewed before the page has heard of it.
    await page.route('**/api/payments/*/verify', async (route) => {
      await user.ok('POST', `/bookings/${booking.id}/renew`, { durationSeconds: 3_600 });
      await page.unroute('**/api/payments/*/verify');
      await route.continue();
    });
    await card.getByRole('button', { name: 'Verify €3.00' }).click();
    await card.getByRole('alert').filter({ hasText: 'renewed meanwhile' }).waitFor();
    expect((await paymentOf(booking)).status).to.equal('pending');
    await card.getByRole('button', { name: 'Verify €6.00' }).click();
    await card.waitFor({ state: 'detached' });
    expect(await paymentOf(booking)).to.include({ status: 'verified', amount: 600 });
  });

  it('is listed with what it is for, by one call for all of them', async () => {
    const booking = await stage().book(await stage().newUser());
    const { page } = await stage().enter(stage().owner, '/', { viewport: wide });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.reload();
    const card = page
      .locator('.payment-card')
      .filter({ has: page.locator(`a[href="/bookings/${booking.id}"]`) });
    await card.filter({ hasText: booking.vehiclePlate }).filter({ hasText: booking.slotCode }).waitFor();
    await card.filter({ hasText: booking.lotName }).waitFor();
    expect(asked).to.include('/api/payments');
    expect(asked.filter((path) => path.startsWith('/api/bookings'))).to.deep.equal([]);
  });

  it('is a task when it is to be given back', async () => {
    const { owner } = stage();
    const booking = await stage().book(await stage().newUser());
    await owner.ok('POST', `/payments/${booking.payment.id}/verify`, {});
    await owner.ok('POST', `/bookings/${booking.id}/decline`, { reason: 'Flooded' });
    const { page } = await stage().enter(owner, '/', { viewport: wide });
    await page.getByRole('heading', { name: 'To be refunded' }).waitFor();
    await page.getByRole('button', { name: '€3.00 given back' }).click();
    await page.getByRole('heading', { name: 'To be refunded' }).waitFor({ state: 'detached' });
    expect((await paymentOf(booking)).status).to.equal('refunded');
  });

  it('that comes late lets the booking run again', async () => {
    const { owner } = stage();
    const booking = await stage().book(await stage().newUser(), 1);
    const { page } = await stage().enter(owner, `/bookings/${booking.id}`, { viewport: wide });
    await page.getByRole('button', { name: 'Verify and reinstate' }).click();
    await page.locator('.tag.verified').waitFor();
    expect((await owner.ok<Booking>('GET', `/bookings/${booking.id}`)).deadlineVersion).to.equal(2);
  });

  it('that comes too late for its slot can be given back', async () => {
    const { owner } = stage();
    const [user, rival] = [await stage().newUser(), await stage().newUser()];
    const booking = await stage().book(user, 1);
    const { page } = await stage().enter(owner, `/bookings/${booking.id}`, { viewport: wide });
    const reinstate = page.getByRole('button', { name: 'Verify and reinstate' });
    await reinstate.waitFor();
    const details = { durationSeconds: 600, vehiclePlate: 'R-IV 1', paymentMethod: 'card' };
    await rival.ok('POST', '/bookings', { slotId: booking.slotId, ...details });
    await reinstate.click();
    await page.getByRole('alert').filter({ hasText: 'Somebody else' }).waitFor();
    await page.getByRole('button', { name: 'Give it back' }).click();
    await page.locator('.tag.refunded').waitFor();
    expect((await paymentOf(booking)).status).to.equal('refunded');
  });

  it('is listed period by period', async () => {
    const { owner } = stage();
    const user = await stage().newUser();
    const booking = await stage().book(user);
    await owner.ok('POST', `/payments/${booking.payment.id}/verify`, {});
    const { page } = await stage().enter(user, `/bookings/${booking.id}`);
    await page.locator('.tag.verified').waitFor();
    await page.getByRole('radio', { name: '15 min' }).check();
    await page.getByRole('button', { name: 'Renew' }).click();
    await page.locator('.periods li').nth(1).filter({ hasText: '€0.75' }).waitFor();
    expect(await page.locator('.periods li').count()).to.equal(2);
  });
});
