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
    await page.getByText('Book for at most 7 days.').waitFor();
    expect(await page.getByLabel('Minutes').getAttribute('aria-invalid')).to.equal('true');
    await page.getByLabel('Minutes').fill('');
    await page.getByLabel('Number plate').fill('');
    await page.getByRole('button', { name: 'Book slot A-10' }).click();
    await page.getByText('Enter how many minutes.').waitFor();
    await page.getByText('Enter your number plate.').waitFor();
  });

  it('is upcoming until it starts, for everybody', async () => {
    const { lot, owner, parkmate } = stage();
    const user = await stage().newUser();
    const startsAt = new Date(Date.now() + 3_600_000).toISOString();
    const slotId = lot.slots.find(({ code }) => code === 'A-12')?.id;
    const details = { durationSeconds: 3600, vehiclePlate: 'B-PM 12', paymentMethod: 'card', startsAt };
    const { id } = await user.ok<Booking>('POST', '/bookings', { slotId, ...details });
    for (const visitor of [user, owner]) {
      const { page } = await stage().enter(visitor, '/bookings');
      // A card of the driver's, a row of the owner's.
      await page.locator('.tag', { hasText: 'Upcoming' }).first().waitFor();
      await page.goto(`${parkmate.url}/bookings/${id}`);
      await page
        .locator('.booking-dial')
        .filter({ hasText: 'Upcoming' })
        .filter({ hasText: 'starts' })
        .waitFor();
      expect(await page.getByTestId('countdown').count()).to.equal(0);
    }
    const { page } = await stage().enter(user);
    await page.getByRole('heading', { name: 'Upcoming' }).waitFor();
    expect(await page.getByRole('heading', { name: 'Running now' }).count()).to.equal(0);
  });

  it('that was cancelled says so to the owner, and asks for no money', async () => {
    const user = await stage().newUser();
    const { id } = await stage().book(user);
    await user.ok('POST', `/bookings/${id}/cancel`);
    const { page } = await stage().enter(stage().owner, `/bookings/${id}`);
    await page.locator('.tag.large', { hasText: 'Cancelled by the driver' }).waitFor();
    await page.getByText('Nothing to pay').waitFor();
    expect(await page.getByRole('button', { name: /^Verify|^Reject/ }).count()).to.equal(0);
  });

  it('that does not exist is not to be tried again', async () => {
    const { page } = await stage().enter(stage().user, '/bookings/01890000-0000-7000-8000-000000000000');
    await page.getByRole('alert').getByRole('link', { name: 'Go to the start' }).waitFor();
    expect(await page.getByRole('button', { name: 'Try again' }).count()).to.equal(0);
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
