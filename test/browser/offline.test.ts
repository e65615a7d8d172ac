import { expect } from 'chai';
import { useStage } from './stage.js';

describe('A device that is offline', function () {
  this.timeout(60_000);
  const stage = useStage();

  it('opens the client all the same, with the bookings that were known last, until somebody signs out', async () => {
    const user = await stage().newUser();
    const booking = await stage().book(user, 3600, 'cash', 'B-PM 77');
    const { page, context } = await stage().enter(user, '/', { serviceWorkers: 'allow' });
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    await page.getByRole('heading', { name: 'Running now' }).waitFor();
    await context.setOffline(true);
    await page.goto(`${stage().parkmate.url}/bookings/${booking.id}`);
    await page.getByText('cannot be reached').waitFor();
    await page.getByRole('heading', { name: /^Your bookings as of \d\d:\d\d/ }).waitFor();
    await page.locator('.booking-card').filter({ hasText: 'B-PM 77' }).waitFor();

    await context.setOffline(false);
    await page.getByTestId('countdown').waitFor();
    await page.getByRole('button', { name: 'Your account' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    const kept = await page.evaluate<string>('JSON.stringify(localStorage)');
    expect(kept).not.to.contain('B-PM 77');
  });
});

describe('The first load', () => {
  const stage = useStage();

  it('is small: 45 kB as they travel, the page with all that it names', async () => {
    const { url } = stage().parkmate;
    const sizeOf = async (address: string) => {
      const response = await fetch(`${url}${address}`, { headers: { 'accept-encoding': 'gzip' } });
      const size = Number(response.headers.get('content-length'));
      // What fits into one packet travels as it is.
      if (size > 1_000) expect(response.headers.get('content-encoding'), address).to.equal('gzip');
      return size;
    };
    const page = await (await fetch(url)).text();
    const named = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, address = '']) => address);
    expect(named).to.have.length.above(1);
    const sizes = await Promise.all(['/', ...named].map(sizeOf));
    expect(sizes.reduce((sum, size) => sum + size, 0)).to.be.below(45_000);
  });
});
