import { expect } from 'chai';
import { toast, unread, useStage } from './stage.js';

describe('A page without a live connection', function () {
  this.timeout(90_000);
  const stage = useStage();

  it('asks for news instead, says so, and tells nothing twice when the connection comes', async () => {
    const user = await stage().newUser();
    const booking = await stage().book(user);
    const context = await stage().browser.person();
    const page = await context.newPage();
    let isBlocked = true;
    // As a proxy does it that knows no web sockets.
    await page.routeWebSocket(/\/socket\.io\//, (socket) => {
      if (isBlocked) void socket.close();
      else socket.connectToServer();
    });
    await user.signIn(page);
    await page.getByText('ParkMate asks for news every 10 seconds').waitFor();
    await stage().owner.ok('POST', `/payments/${booking.payment.id}/verify`);
    await toast(page, 'Payment verified').waitFor();
    await unread(page, 1);
    isBlocked = false;
    await page.getByText('ParkMate asks for news').waitFor({ state: 'detached' });
    await unread(page, 1);
    expect(await toast(page, 'Payment verified').count()).to.equal(1);
  });
});

describe('A burst of notifications', function () {
  this.timeout(60_000);
  const stage = useStage();

  it('costs a few reads, and not one each', async () => {
    const admin = await stage().newVisitor('admin');
    const { page } = await stage().enter(await stage().newUser(), '/bookings');
    await page.getByText('No bookings yet').waitFor();
    await page.waitForLoadState('networkidle');
    let reads = 0;
    page.on('request', (request) => {
      if (/\/api\/(bookings|lots|payments)\b/.test(request.url())) reads += 1;
    });
    const many = 20;
    const words = { title: 'Storm', message: 'Close your windows', type: 'info', audience: 'everyone' };
    await Promise.all(Array.from({ length: many }, () => admin.ok('POST', '/broadcasts', words)));
    await unread(page, many);
    await page.waitForLoadState('networkidle');
    expect(reads).to.be.below(many / 2);
  });
});
