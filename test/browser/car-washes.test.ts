import { expect } from 'chai';
import { faultsOf } from './axe.js';
import { phone } from './browser.js';
import { press } from './keyboard.js';
import { useStage } from './stage.js';

const calm = { viewport: phone, reducedMotion: 'reduce' } as const;

describe('Car washes and payments, in a browser', function () {
  this.timeout(90_000);
  const stage = useStage();

  it('has a car washed: asked for by its driver, done by the owner, each told at once, by keyboard alone', async () => {
    const user = await stage().newUser();
    const booking = await stage().book(user, 3_600, 'cash', 'WASH 1');
    const { page: owners } = await stage().enter(stage().owner, '/car-washes', calm);
    await owners.getByText('No car is waiting to be washed').waitFor();
    const { page } = await stage().enter(user, `/bookings/${booking.id}`, calm);
    await press(page, 'Have the car washed');
    await page.getByText('Asked for: the owner of the lot was told').waitFor();
    await owners.locator('.cards > li').filter({ hasText: 'WASH 1' }).waitFor();
    expect(await faultsOf(owners)).to.deep.equal([]);
    expect(await faultsOf(page)).to.deep.equal([]);
    await press(owners, 'The car is washed');
    await owners.getByText('No car is waiting to be washed').waitFor();
    await page.getByText('Your car was washed').waitFor();
    await owners.getByRole('link', { name: 'Done', exact: true }).click();
    await owners.locator('.cards > li').filter({ hasText: 'WASH 1' }).getByText('Washed').waitFor();
    await page.getByRole('button', { name: 'Have it washed again' }).waitFor();
  });

  it('shows drivers what they pay and what they get back, and why something was refused', async () => {
    const { owner } = stage();
    const user = await stage().newUser();
    const refused = await stage().book(user, 3_600, 'cash', 'PAY 1');
    const declined = await stage().book(user, 3_600, 'card', 'PAY 2');
    const { page } = await stage().enter(user, '/payments', calm);
    const card = (plate: string) => page.locator('.payment-card').filter({ hasText: plate });
    await card('PAY 1').getByText('Awaiting verification').waitFor();
    await owner.ok('POST', `/payments/${refused.payment.id}/reject`, { reason: 'No cash was handed over' });
    await card('PAY 1').getByText('No cash was handed over').waitFor();
    await owner.ok('POST', `/payments/${declined.payment.id}/verify`);
    await card('PAY 2').getByText('Verified', { exact: true }).waitFor();
    await owner.ok('POST', `/bookings/${declined.id}/decline`, { reason: 'Closed' });
    await card('PAY 2').getByText('To be refunded').waitFor();
    expect(await faultsOf(page)).to.deep.equal([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await faultsOf(page)).to.deep.equal([]);
  });

  it('shows an owner the slots of a lot as they are taken and left, and for how long', async () => {
    const { owner, lot } = stage();
    const user = await stage().newUser();
    const { page } = await stage().enter(owner, `/business/lots/${lot.id}`, calm);
    const booking = await stage().book(user, 5_400, 'cash', 'MAP 1');
    const tile = page.locator('.biz-slot').filter({ hasText: booking.slotCode });
    await tile.getByText('Taken', { exact: true }).waitFor();
    await tile.getByText('1 h 30 min left').waitFor();
    expect(await faultsOf(page)).to.deep.equal([]);
    await user.ok('POST', `/bookings/${booking.id}/cancel`);
    await tile.getByText('Free', { exact: true }).waitFor();
    expect(await tile.getByText('left').count()).to.equal(0);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await faultsOf(page)).to.deep.equal([]);
  });
});
