import { expect } from 'chai';
import { hereMs } from '../../dev/tests/machine.js';
import { toast, useStage } from './stage.js';

describe('A lost connection, in a browser', function () {
  this.timeout(60_000);
  const stage = useStage();

  it('does not keep the end of a booking from being told, and the server has the last word', async () => {
    const user = await stage().newUser();
    const { page, context } = await stage().enter(user);
    const booking = await stage().book(user, 6);
    await page.goto(`${stage().parkmate.url}/bookings/${booking.id}`);
    await page.getByTestId('countdown').waitFor();
    await context.setOffline(true);
    const own = toast(page, 'Your booking has expired. Slot released.');
    await own.waitFor();
    expect(await own.getAttribute('data-type')).to.equal('info');
    expect(await page.getByTestId('countdown').textContent()).to.equal('00:00');
    await stage().parkmate.settled();
    await context.setOffline(false);
    await toast(page, 'Booking expired').waitFor();
    await own.waitFor({ state: 'detached' });
    expect(await page.locator('.toast').count()).to.equal(1);
    await page.locator('.tag.completed').waitFor();
  });

  for (const hours of [-30, 3])
    it(`counts down rightly and tells the end once where the device's clock is ${hours} hours off`, async () => {
      const user = await stage().newUser();
      const context = await stage().browser.person();
      await context.addInitScript(`
        const Real = Date, off = ${hours * 3_600_000};
        globalThis.Date = class extends Real {
          constructor(...given) { given.length > 0 ? super(...given) : super(Real.now() + off); }
          static now() { return Real.now() + off; }
        };
      `);
      const page = await context.newPage();
      await user.signIn(page);
      const { id, endsAt } = await stage().book(user, 5);
      await page.goto(`${stage().parkmate.url}/bookings/${id}`);
      const left = (await page.getByTestId('countdown').textContent()) ?? '';
      expect(left).to.match(/^00:0[0-5]$/);
      await toast(page, 'has expired').or(toast(page, 'Booking expired')).first().waitFor();
      expect(Date.now()).to.be.within(Date.parse(endsAt), Date.parse(endsAt) + hereMs(1_500));
      await page.locator('.tag.completed').waitFor();
      expect(await page.locator('.toast').count()).to.equal(1);
    });

  it('tells the end of a booking once, also on another page with everything in order', async () => {
    const user = await stage().newUser();
    await stage().book(user, 3);
    const { page } = await stage().enter(user, '/bookings');
    await toast(page, 'Booking expired').waitFor();
    await page.getByText('Completed').waitFor();
    expect(await page.locator('.toast').count()).to.equal(1);
  });

  it('is made again when the server was away for a while', async () => {
    const { parkmate } = stage();
    const user = await stage().newUser();
    const { page } = await stage().enter(user);
    const [api] = parkmate.apis;
    await api!.process.kill();
    await page.getByText('Reconnecting…').waitFor();
    await api!.process.start();
    await page.getByText('Reconnecting…').waitFor({ state: 'detached' });
    await stage().book(user, 2);
    await toast(page, 'Booking expired').waitFor();
  });

  it('shows one toast for many', async () => {
    const user = await stage().newUser();
    const { page, context } = await stage().enter(user);
    const booking = await stage().book(user);
    await context.setOffline(true);
    await page.getByText('You are offline').waitFor();
    for (let renewal = 0; renewal < 2; renewal += 1) {
      await user.ok('POST', `/bookings/${booking.id}/renew`, { durationSeconds: 600 });
    }
    await stage().owner.ok('POST', `/payments/${booking.payment.id}/verify`);
    await stage().owner.ok('POST', `/bookings/${booking.id}/decline`, { reason: 'Closed' });
    await stage().parkmate.settled();
    await context.setOffline(false);
    await toast(page, '4 notifications while you were away').waitFor();
    await page.getByRole('button', { name: 'Show them' }).click();
    await page.getByRole('heading', { name: 'Notifications' }).waitFor();
    expect(await page.locator('.inbox-row').count()).to.equal(4);
  });
});
