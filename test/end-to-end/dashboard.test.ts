import { expect } from 'chai';
import type { Dashboard } from '../../contract/sockets.js';
import type { Account } from '../harness/account.js';
import { book, type Cast } from '../harness/cast.js';
import { refusalOf, watchDashboard, type Heard } from '../harness/live-client.js';
import { ParkMate } from '../harness/parkmate.js';

describe('The dashboard', function () {
  this.timeout(30_000);
  let parkmate: ParkMate;
  let mine: Cast;
  let theirs: Cast;
  let open: { close: () => void }[] = [];

  before(async () => {
    parkmate = await ParkMate.start({ apis: 2 });
    [mine, theirs] = await Promise.all([parkmate.cast.business(20), parkmate.cast.business(5)]);
    await parkmate.settled();
  });

  afterEach(() => {
    for (const { close } of open) close();
    open = [];
  });

  after(() => parkmate.stop());

  async function watch(account: Account, api = 0): Promise<Heard<Dashboard>> {
    const watching = await watchDashboard(parkmate.apis[api]?.url ?? '', account.token);
    open.push(watching);
    return watching.dashboards;
  }

  it('shows an owner their own numbers, and an admin everybody’s', async () => {
    const { stats, reason, asOf } = await (await watch(mine.owner)).next();
    expect({ reason, ...stats }).to.deep.include({ reason: 'connected', businesses: 1, lots: 1, slots: 20 });
    expect(Date.parse(asOf)).to.be.closeTo(Date.now(), 5_000);
    const all = await (await watch(await parkmate.account('admin'))).next();
    expect(all.stats).to.include({ businesses: 2, lots: 2, slots: 25 });
  });

  it('follows bookings and payments at once, at every API process', async () => {
    const admin = await parkmate.account('admin');
    const watching = await Promise.all([watch(mine.owner, 0), watch(mine.owner, 1), watch(admin, 1)]);
    const before = await Promise.all(watching.map((dashboards) => dashboards.next()));
    const all = (shows: (now: Dashboard, then: Dashboard) => boolean) =>
      Promise.all(
        watching.map((dashboards, n) =>
          dashboards.next((now) => now.reason !== 'connected' && shows(now, before[n] ?? now)),
        ),
      );

    const booking = await book(mine.user, mine.lot, 0);
    await all((now, then) => {
      const { activeBookings, freeSlots, pendingPayments } = then.stats;
      return (
        now.stats.activeBookings === activeBookings + 1 &&
        now.stats.freeSlots === freeSlots - 1 &&
        now.stats.pendingPayments === pendingPayments + 1
      );
    });
    await mine.owner.ok('POST', `/payments/${booking.payment.id}/verify`, {});
    await all(({ stats }) => stats.revenueToday.some(({ amount }) => amount === 300));
    await mine.user.ok('POST', `/bookings/${booking.id}/cancel`);
    await all((now, then) => now.stats.freeSlots === then.stats.freeSlots);
  });

  it('follows a business that is made or renamed', async () => {
    const owner = await parkmate.account('owner');
    const dashboards = await watch(owner);
    const { id } = await owner.ok<{ id: string }>('POST', '/businesses', { name: 'New' });
    await dashboards.next(({ reason, stats }) => reason === 'business.created' && stats.businesses === 1);
    await owner.ok('PATCH', `/businesses/${id}`, { name: 'Newer' });
    await dashboards.next(({ reason }) => reason === 'business.changed');
  });

  it('says nothing of what happens in another’s business', async () => {
    const dashboards = await watch(theirs.owner);
    const mineToo = await watch(mine.owner);
    await book(mine.user, mine.lot, 1);
    await mineToo.next(({ reason }) => reason !== 'connected');
    await parkmate.settled();
    expect(dashboards.all.map(({ reason }) => reason)).to.deep.equal(['connected']);
    expect(dashboards.all[0]?.stats).to.include({ slots: 5, activeBookings: 0 });
  });

  it('is closed to users and operators, and to whoever has no good token', async () => {
    const url = `${parkmate.url}/dashboard`;
    for (const role of ['user', 'operator'] as const) {
      expect(await refusalOf(url, { token: (await parkmate.account(role)).token }), role).to.equal(
        'forbidden',
      );
    }
    const { owner } = mine;
    expect(await refusalOf(url, {})).to.equal('unauthenticated');
    expect(await refusalOf(url, { token: await owner.freshToken(-5) })).to.equal('token_expired');
    const foreign = { origin: 'https://evil.example' };
    expect(await refusalOf(url, { token: owner.token }, foreign)).to.equal('origin_not_allowed');
    expect(await refusalOf(`${parkmate.url}/nowhere`, { token: owner.token })).to.equal('Invalid namespace');
  });
});
