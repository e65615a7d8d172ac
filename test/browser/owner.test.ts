import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { Booking } from '../../contract/api/bookings.js';
import { faultsOf } from './axe.js';
import { phone } from './browser.js';
import { press, tabTo, type } from './keyboard.js';
import { useStage } from './stage.js';
import { book, openLot } from '../harness/cast.js';
import { password, Visitor } from './visitor.js';

const desk = { width: 1280, height: 1000 };
const looks = [
  { colorScheme: 'light', viewport: phone },
  { colorScheme: 'dark', viewport: desk },
] as const;

const isTooWide = (page: Page) =>
  page.evaluate<boolean>('document.documentElement.scrollWidth > document.documentElement.clientWidth');

describe('What owners need, in a browser', function () {
  this.timeout(90_000);
  const stage = useStage();
  const rowOf = (page: Page, { id }: Booking) =>
    page.locator('.cards > li').filter({ has: page.locator(`a[href="/bookings/${id}"]`) });

  it('leads from the sign-up to the first booking, by keyboard alone', async () => {
    const { browser, parkmate } = stage();
    const context = await browser.person({ viewport: desk, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto(parkmate.url);
    await press(page, 'Create an account');
    await type(page, 'Name', 'Olga');
    await type(page, 'E-mail', `${randomUUID()}@example.test`);
    await type(page, 'Password', password);
    await tabTo(page, page.getByRole('radio', { name: 'I park' }));
    await page.keyboard.press('ArrowRight');
    await press(page, 'Create account');

    await type(page, 'Name of the business', 'Olga Parks');
    await page.keyboard.press('Enter');
    await type(page, 'Name of the lot', 'Riverside');
    await type(page, 'Address', 'River Street 1');
    await type(page, 'Slots', '3');
    await type(page, 'Price of an hour', '4,50');
    await press(page, 'Open the lot');
    await page.getByRole('heading', { name: 'Riverside' }).waitFor();
    await page.getByText('€4.50 an hour · 3 of 3 free').waitFor();

    await tabTo(page, page.getByRole('radio', { name: 'A-01 Free' }));
    await page.keyboard.press('Space');
    await type(page, 'Code of the slot', 'Door 1');
    await page.keyboard.press('Enter');
    await page.getByRole('radio', { name: 'Door 1 Free' }).waitFor();
    await press(page, 'Retire this slot');
    await page.getByRole('radio', { name: 'Door 1 Retired' }).waitFor();
    await page.getByText('€4.50 an hour · 2 of 2 free').waitFor();
    await press(page, 'Restore this slot');
    await page.getByText('€4.50 an hour · 3 of 3 free').waitFor();
    await type(page, 'Price of an hour', '5');
    await press(page, 'Save');
    await page.getByText('€5.00 an hour').first().waitFor();

    const address = await page.locator('.biz-link a').getAttribute('href');
    const { page: drivers } = await stage().enter(await stage().newUser(), address ?? '');
    await drivers.getByRole('radio', { name: /Door 1/ }).check();
    await drivers.getByLabel('Number plate').fill('B-PM 77');
    await drivers.getByRole('button', { name: 'Book slot Door 1' }).click();
    await drivers.getByTestId('countdown').waitFor();
    await tabTo(page, page.getByRole('link', { name: 'Payments' }));
    await page.keyboard.press('Enter');
    await page.locator('.payment-card').filter({ hasText: 'B-PM 77' }).getByText('€5.00').first().waitFor();
  });

  it('keeps payments where they are while others come and go', async () => {
    const { owner, parkmate } = stage();
    const [first, second] = [
      await stage().book(await stage().newUser()),
      await stage().book(await stage().newUser()),
    ];
    const { page } = await stage().enter(owner, '/', { viewport: phone, reducedMotion: 'reduce' });
    await rowOf(page, second).getByRole('button', { name: 'Verify' }).waitFor();
    const before = await rowOf(page, second).boundingBox();
    await owner.ok('POST', `/payments/${first.payment.id}/verify`, {});
    const third = await stage().book(await stage().newUser());
    await rowOf(page, first).getByText('Done', { exact: true }).waitFor();
    const pill = page.getByRole('button', { name: '1 new' });
    await pill.waitFor();
    expect(await rowOf(page, second).boundingBox()).to.deep.equal(before);
    expect(await rowOf(page, third).count()).to.equal(0);
    await pill.click();
    await rowOf(page, third).waitFor();
    expect(await rowOf(page, first).count()).to.equal(0);
    await pill.waitFor({ state: 'detached' });
    for (const { payment } of [second, third]) await owner.ok('POST', `/payments/${payment.id}/verify`, {});
    await page.getByText('All payments are verified').waitFor();
    await parkmate.settled();
  });

  it('finds bookings by what becomes of them and by plate, and declines one', async () => {
    const { owner } = stage();
    const user = await stage().newUser();
    const booking = await stage().book(user, 3600, 'cash', 'FIND 1');
    const other = await stage().book(user, 3600, 'cash', 'FIND 2');
    const { page } = await stage().enter(owner, '/bookings', { viewport: desk, reducedMotion: 'reduce' });
    const rows = page.getByRole('row');
    await rows.filter({ hasText: 'FIND 2' }).waitFor();
    await type(page, 'Number plate', 'find 1');
    await page.keyboard.press('Enter');
    await rows.filter({ hasText: 'FIND 2' }).waitFor({ state: 'detached' });
    await tabTo(page, rows.filter({ hasText: 'FIND 1' }).getByRole('link'));
    await page.keyboard.press('Enter');
    await press(page, 'Decline this booking');
    await page.locator('input[name=reason]:focus').waitFor();
    await page.keyboard.type('The lot is flooded');
    await page.keyboard.press('Enter');
    await page.getByText('The lot is flooded').waitFor();
    expect((await owner.ok<Booking>('GET', `/bookings/${booking.id}`)).status).to.equal('cancelled_by_admin');
    await page.goBack();
    await page.getByRole('link', { name: 'Declined' }).click();
    await rows.filter({ hasText: 'FIND 1' }).waitFor();
    await page.getByRole('link', { name: 'Upcoming' }).click();
    await page.getByText('No bookings of this plate').waitFor();
    expect((await owner.ok<Booking>('GET', `/bookings/${other.id}`)).status).to.equal('active');
  });

  it('has employees assigned to lots', async () => {
    const { owner, lot } = stage();
    const { page } = await stage().enter(owner, '/business', { viewport: desk, reducedMotion: 'reduce' });
    await page.getByRole('link', { name: 'Employees' }).click();
    await type(page, 'Name of the employee', 'Eve');
    await page.keyboard.press('Enter');
    const card = page.locator('.cards > li').filter({ hasText: 'Eve' });
    await card.getByText('Not assigned yet').waitFor();
    await tabTo(page, card.getByRole('combobox', { name: 'Lot' }));
    await tabTo(page, card.getByRole('button', { name: 'Assign' }));
    await page.keyboard.press('Enter');
    await card.getByText('Not assigned yet').waitFor({ state: 'detached' });
    await card.getByText(lot.name).waitFor();
  });

  it('shows live numbers', async () => {
    const owner = await Visitor.register(stage().parkmate.url, 'owner', 'Olga');
    const { lot } = await openLot(owner, 4);
    const { page } = await stage().enter(owner, '/dashboard', { viewport: desk, reducedMotion: 'reduce' });
    const figure = (label: string) =>
      page.locator('.biz-figure').filter({ has: page.getByText(label, { exact: true }) });
    await figure('Occupied now').getByText('0 of 4 slots').waitFor();
    const { payment } = await book(await stage().newUser(), lot, 0);
    await figure('Occupied now').getByText('25 %').waitFor();
    await figure('Payments to verify').getByText('1', { exact: true }).waitFor();
    await owner.ok('POST', `/payments/${payment.id}/verify`, {});
    await figure('Revenue today').getByText('€3.00').waitFor();
    await figure('Payments to verify').getByText('0', { exact: true }).waitFor();
    // What the bars show is read again, and said in words.
    await page.getByRole('img', { name: /^Revenue: €3\.00 this hour, most €3\.00 at \d\d:00$/ }).waitFor();
    await page.getByRole('img', { name: /^Occupancy: / }).waitFor();
    await page.getByText('As a table').click();
    await page.getByRole('row', { name: /€3\.00 0$/ }).waitFor();
  });

  for (const look of looks)
    it(`is fit for everybody on a ${look.colorScheme} screen of ${look.viewport.width} pixels`, async () => {
      const { owner, lot, parkmate } = stage();
      await stage().book(await stage().newUser(), 3600, 'cash', 'WWWWW WWWWWWW 123456');
      const { page } = await stage().enter(owner, '/', { ...look, reducedMotion: 'reduce' });
      const check = async () => {
        expect(await faultsOf(page), page.url()).to.deep.equal([]);
        expect(await isTooWide(page), page.url()).to.equal(false);
      };
      await page.locator('.payment-card').first().waitFor();
      await check();
      await page.goto(`${parkmate.url}/bookings`);
      await page.getByRole('row').nth(1).waitFor();
      await check();
      await page.goto(`${parkmate.url}/business`);
      await page.getByRole('link', { name: lot.name }).waitFor();
      await page.getByRole('button', { name: 'Add a lot' }).click();
      await page.getByRole('button', { name: 'Open the lot' }).click();
      await page.locator('.field-error').first().waitFor();
      await check();
      await page.goto(`${parkmate.url}/business/team/${lot.businessId}`);
      await page.getByRole('heading', { name: 'Employees' }).waitFor();
      await check();
      await page.goto(`${parkmate.url}/dashboard`);
      await page.getByText('Occupied now').waitFor();
      await page.locator('.hours-chart').first().waitFor();
      await check();
      await page.goto(`${parkmate.url}/business/lots/${lot.id}`);
      await page.getByRole('radio').last().check();
      await page.getByRole('button', { name: 'Retire this slot' }).waitFor();
      await check();
    });
});
