import { expect } from 'chai';
import type { Booking } from '../../contract/api/bookings.js';
import type { CreatedLot } from '../../contract/api/businesses.js';
import { lotDetails } from '../harness/cast.js';
import { useStage } from './stage.js';

const usual = { width: 375, height: 740 };

describe('Choosing, in a browser', function () {
  this.timeout(60_000);
  const stage = useStage();

  const openLot = (slotCount: number, name: string) =>
    stage().owner.ok<CreatedLot>(
      'POST',
      `/businesses/${stage().lot.businessId}/lots`,
      lotDetails(slotCount, name),
    );

  it('a slot of a thousand takes a row, or no choice at all', async () => {
    const lot = await openLot(1_000, 'Airport');
    const user = await stage().newUser();
    const { page } = await stage().enter(user, `/lots/${lot.id}`, { viewport: usual });
    await page.getByRole('combobox', { name: 'Row' }).selectOption('Row C');
    expect(await page.locator('.bay').count()).to.be.below(120);
    await page.getByRole('radio', { name: /C-05/ }).check();
    await page.getByRole('button', { name: 'Book slot C-05' }).waitFor();
    await page.getByRole('button', { name: 'Any free slot' }).click();
    await page.getByRole('radio', { name: /A-01/, checked: true }).waitFor();
    await page.getByLabel('Number plate').fill('b-pm  1000');
    await page.getByRole('button', { name: 'Book slot A-01' }).click();
    await page.locator('.facts .plate', { hasText: 'B-PM 1000' }).waitFor();
  });

  it('costs what was shown: at another price it is shown first, and booked with the next tap', async () => {
    const lot = await openLot(2, 'Harbour');
    const user = await stage().newUser();
    const { page } = await stage().enter(user, `/lots/${lot.id}`, { viewport: usual });
    await page.getByRole('button', { name: 'Any free slot' }).click();
    await page.getByLabel('Number plate').fill('B-PM 12');
    await page.locator('.quote').getByText('€3.00').waitFor();
    const { owner } = stage();
    await owner.ok('PATCH', `/lots/${lot.id}`, { hourlyRate: { amount: 400, currency: 'EUR' } });
    await page.getByRole('button', { name: 'Book slot A-01' }).click();
    await page.getByText('The price has changed').waitFor();
    await page.locator('.quote').getByText('€4.00').waitFor();
    expect((await user.ok<{ items: Booking[] }>('GET', '/bookings')).items).to.have.lengthOf(0);
    await page.getByRole('button', { name: 'Book slot A-01' }).click();
    await page.getByTestId('countdown').waitFor();
    const { items } = await user.ok<{ items: Booking[] }>('GET', '/bookings');
    expect(items.map(({ payment }) => payment.amount)).to.deep.equal([400]);
  });

  it('the same again takes one tap, with the plate of last time', async () => {
    const user = await stage().newUser();
    const booking = await stage().book(user, 3600, 'cash', 'B-PM 12');
    await user.ok('POST', `/bookings/${booking.id}/cancel`);
    const { page } = await stage().enter(user, `/bookings/${booking.id}`);
    await page.getByRole('link', { name: 'Book again' }).click();
    await page.getByRole('radio', { name: new RegExp(booking.slotCode), checked: true }).waitFor();
    const plate = page.getByLabel('Number plate');
    while ((await plate.inputValue()) !== 'B-PM 12');
    await page.getByRole('button', { name: `Book slot ${booking.slotCode}` }).click();
    await page.getByTestId('countdown').waitFor();
    const { items } = await user.ok<{ items: Booking[] }>('GET', '/bookings');
    expect(items.map(({ vehiclePlate }) => vehiclePlate)).to.deep.equal(['B-PM 12', 'B-PM 12']);
    // Somebody who empties the field means it.
    await page.goto(`${stage().parkmate.url}/lots/${stage().lot.id}`);
    while ((await plate.inputValue()) !== 'B-PM 12');
    await plate.fill('');
    await page.getByRole('button', { name: 'Any free slot' }).click();
    await page.getByRole('button', { name: 'Book slot' }).click();
    await page.getByText('Enter your number plate.').waitFor();
  });

  it('a lot takes a word of its name, or that something is free', async () => {
    const user = await stage().newUser();
    for (let count = 0; count < 6; count += 1) await openLot(1, `Garage ${count}`);
    const full = await openLot(1, 'Zoo');
    await user.ok('POST', '/bookings', {
      slotId: full.slots[0]?.id,
      durationSeconds: 3600,
      vehiclePlate: 'B-PM 1',
      paymentMethod: 'card',
    });
    const { page } = await stage().enter(user, '/', { viewport: usual });
    const lots = page.locator('.lot-card');
    const search = page.getByRole('searchbox', { name: 'Search lots' });
    await search.fill('garage 3');
    expect(await lots.count()).to.equal(1);
    await search.fill('zoo');
    expect(await lots.count()).to.equal(1);
    await page.getByLabel('Only with a free slot').check();
    expect(await lots.count()).to.equal(0);
    await page.getByText('No lot fits').waitFor();
  });

  it('a lot that the list does not show yet takes a word of its name too', async () => {
    const { lot } = stage();
    for (let count = 0; count < 21; count += 1) await openLot(1, `Depot ${count}`);
    const { page } = await stage().enter(await stage().newUser(), '/', { viewport: usual });
    await page.getByRole('button', { name: 'Show more' }).waitFor();
    expect(await page.getByRole('link', { name: lot.name, exact: true }).count()).to.equal(0);
    const search = page.getByRole('searchbox', { name: 'Search lots' });
    await search.fill(lot.name.toLowerCase());
    await page.getByRole('link', { name: lot.name, exact: true }).waitFor();
    expect(await page.locator('.lot-card').count()).to.equal(1);
    await search.fill('nowhere at all');
    await page.getByText('No lot fits').waitFor();
    await search.fill('');
    await page.getByRole('button', { name: 'Show more' }).waitFor();
    expect(await page.locator('.lot-card').count()).to.equal(20);
  });
});
