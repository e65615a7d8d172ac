import { expect } from 'chai';
import type { Booking } from '../../contract/api/bookings.js';
import { useStage } from './stage.js';

describe('A booking, in a browser', function () {
  this.timeout(60_000);
  const stage = useStage();

  it('says why it was declined, and its payment rejected, also while somebody looks at it', async () => {
    const { owner } = stage();
    const user = await stage().newUser();
    const booking = await stage().book(user);
    const { page } = await stage().enter(user, `/bookings/${booking.id}`);
    await page.getByTestId('countdown').waitFor();
    await owner.ok('POST', `/payments/${booking.payment.id}/reject`, { reason: 'No cash was handed over.' });
    await page.locator('.facts .reason', { hasText: 'No cash was handed over.' }).waitFor();
    await owner.ok('POST', `/bookings/${booking.id}/decline`, { reason: 'The lot is flooded. '.repeat(20) });
    await page.locator('.booking-dial .reason', { hasText: 'The lot is flooded.' }).waitFor();
    await page.locator('.booking-dial .tag', { hasText: 'Declined' }).waitFor();
  });

  it('says that somebody was faster', async () => {
    const { lot, parkmate } = stage();
    const rival = await stage().newUser();
    const { page } = await stage().enter(await stage().newUser(), `/lots/${lot.id}`);
    await page.getByRole('radio', { name: /A-11/ }).check();
    await page.getByLabel('Number plate').fill('B-PM 11');
    await rival.ok('POST', '/bookings', {
      slotId: lot.slots.find(({ code }) => code === 'A-11')?.id,
      durationSeconds: 3600,
      vehiclePlate: 'R-IV 1',
      paymentMethod: 'card',
    });
    await parkmate.settled();
    await page.getByRole('button', { name: /^Book slot|^Choose/ }).click();
    await page.getByRole('alert').waitFor();
    await page.getByRole('button', { name: 'Choose a slot first' }).waitFor();
  });

  it('says at the field that it may not last so long', async () => {
    const { lot } = stage();
    const { page } = await stage().enter(await stage().newUser(), `/lots/${lot.id}`);
    await page.getByRole('radio', { name: /A-10/ }).check();
    await page.getByLabel('Number plate').fill('B-PM 10');
    await page.getByRole('radio', { name: 'Other' }).check();
    await page.getByLabel('Minutes').fill('99999999');
    await page.getByRole('button', { name: 'Book slot A-10' }).click();
    await page.locator('.field-error').waitFor();
    expect(await page.getByLabel('Minutes').getAttribute('aria-invalid')).to.equal('true');
  });

  it('is made once, although its answer was lost', async () => {
    const { lot } = stage();
    const user = await stage().newUser();
    const { page } = await stage().enter(user, `/lots/${lot.id}`);
    let isLost = false;
    await page.route('**/api/bookings', async (route) => {
      if (isLost || route.request().method() !== 'POST') return route.continue();
      isLost = true;
      await route.fetch();
      await route.abort('connectionreset');
    });
    await page.getByRole('radio', { name: /A-09/ }).check();
    await page.getByLabel('Number plate').fill('B-PM 9');
    await page.getByRole('button', { name: 'Book slot A-09' }).click();
    await page.getByTestId('countdown').waitFor();
    expect((await user.ok<{ items: Booking[] }>('GET', '/bookings')).items).to.have.length(1);
  });
});
