import { expect } from 'chai';
import { toast, unread, useStage } from './stage.js';

describe('Tokens that run out, in a browser', function () {
  this.timeout(60_000);
  const stage = useStage({ env: { ACCESS_TOKEN_TTL_SECONDS: '3' } });

  it('are renewed by one tab for all, and nobody is signed out or cut off', async () => {
    const { parkmate } = stage();
    const user = await stage().newUser();
    const booking = await stage().book(user);
    const { page, context } = await stage().enter(user);
    const other = await context.newPage();
    await other.goto(parkmate.url);
    await other.getByRole('heading', { name: 'Find a slot' }).waitFor();

    const statuses: number[] = [];
    const renewed = new Promise<void>((resolve) => {
      context.on('response', (response) => {
        if (!response.url().endsWith('/auth/refresh')) return;
        statuses.push(response.status());
        if (statuses.length === 3) resolve();
      });
    });
    await renewed;
    expect(statuses).to.deep.equal([200, 200, 200]);
    expect(await page.getByText('Reconnecting').count()).to.equal(0);

    const admin = await parkmate.account('admin');
    await admin.ok('POST', `/bookings/${booking.id}/decline`, { reason: 'Closed today' });
    // Both hear of it, and one of them shows it.
    await Promise.all([page, other].map((tab) => unread(tab, 1)));
    await toast(other, 'Closed today').waitFor();
  });

  it('send people to sign in when their session has ended elsewhere', async () => {
    const { parkmate } = stage();
    const user = await stage().newUser();
    const { page } = await stage().enter(user, '/bookings');
    await parkmate.db.query('UPDATE sessions SET revoked_at = now() WHERE user_id = $1', [user.user.id]);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await page.getByText('Your session has ended').waitFor();
    await user.signIn(page, '/bookings');
    await page.getByRole('heading', { name: 'My bookings' }).waitFor();
  });
});
