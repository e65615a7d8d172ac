import { expect } from 'chai';
import { setTimeout as pause } from 'node:timers/promises';
import { OwnRedis } from '../harness/own-redis.js';
import { Stage, toast, unread } from './stage.js';

/** About as long as in a lift. */
const cutMs = 10_000;

describe('Outages, in a browser', function () {
  this.timeout(90_000);
  let redis: OwnRedis;
  let stage: Stage;
  before(async () => {
    redis = await OwnRedis.prepare();
    await redis.start();
    stage = await Stage.set({ env: { REDIS_URL: redis.url } });
  });
  afterEach(async () => {
    expect(await stage.browser.closeAll()).to.deep.equal([]);
  });
  after(async () => {
    await stage.strike();
    await redis.close();
  });

  it('of ten seconds of the line lose nothing and show nothing twice', async () => {
    const user = await stage.newUser();
    const { page, context } = await stage.enter(user);
    const booking = await stage.book(user);
    await context.setOffline(true);
    await page.getByText('You are offline').waitFor();
    await stage.owner.ok('POST', `/payments/${booking.payment.id}/verify`);
    await stage.parkmate.settled();
    await pause(cutMs);
    await context.setOffline(false);
    await toast(page, 'Payment verified').waitFor();
    await page.getByText('You are offline').waitFor({ state: 'detached' });
    await user.ok('POST', `/bookings/${booking.id}/renew`, { durationSeconds: 600 });
    await toast(page, 'Booking renewed successfully!').waitFor();
    await unread(page, 2);
    expect(await page.locator('.toast').count()).to.be.at.most(2);
  });

  it('of Redis, which forgets all, lose nothing and show nothing twice, and the line is live again', async () => {
    const user = await stage.newUser();
    const { page } = await stage.enter(user, '/', { viewport: { width: 1280, height: 800 } });
    const [first, second] = [await stage.book(user), await stage.book(user)];
    await redis.kill();
    await stage.owner.ok('POST', `/payments/${first.payment.id}/verify`);
    await stage.parkmate.settled();
    await redis.start();
    await toast(page, 'Payment verified').waitFor();
    await unread(page, 1);
    await stage.owner.ok('POST', `/bookings/${second.id}/decline`, { reason: 'Closed today' });
    await toast(page, 'Closed today').waitFor();
    await unread(page, 2);
    expect(await page.locator('.toast').count()).to.equal(2);
  });
});
