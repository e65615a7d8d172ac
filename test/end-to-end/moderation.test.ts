import { expect } from 'chai';
import type { Session } from '../../contract/api/accounts.js';
import type { CreatedLot, LotSummary } from '../../contract/api/businesses.js';
import type { Account } from '../harness/account.js';
import { book, type Cast } from '../harness/cast.js';
import { LiveClient } from '../harness/live-client.js';
import { ParkMate } from '../harness/parkmate.js';

/** What admins do about owners who fill the public list, and about people who must not come back. */
describe('Moderation', () => {
  let parkmate: ParkMate;
  let admin: Account;
  let cast: Cast;

  before(async function () {
    this.timeout(30_000);
    parkmate = await ParkMate.start();
    admin = await parkmate.account('admin');
  });
  after(() => parkmate.stop());
  beforeEach(async () => {
    cast = await parkmate.cast.business();
  });

  const reason = { reason: 'It does not exist.' };
  const publicLots = async (limit = 100) => {
    const ids: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const page: { items: LotSummary[]; nextCursor: string | null } = await cast.user.ok(
        'GET',
        `/lots?limit=${limit}${query}`,
      );
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    return ids;
  };
  const bookingOf = (lot: CreatedLot, slot: number) =>
    cast.user.call('POST', '/bookings', {
      ...{ slotId: lot.slots[slot]?.id, durationSeconds: 600, vehiclePlate: 'A', paymentMethod: 'cash' },
    });
  const signIn = (email: string, path = 'login', more: object = {}) =>
    fetch(`${parkmate.url}/api/auth/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password: 'a long enough phrase', ...more }),
    });
  const audit = async (type: string) => {
    const { rows } = await parkmate.db.query<{ actor: string; reason: string; payload: object }>(
      `SELECT actor_id AS actor, payload ->> 'reason' AS reason, payload FROM events WHERE type = $1 ORDER BY occurred_at`,
      [type],
    );
    return rows;
  };

  it('lists lots of approved businesses first, page by page, and every other lot after them', async () => {
    const others = [cast, await parkmate.cast.business(), await parkmate.cast.business()];
    const [oldest] = others;
    await admin.ok('POST', `/businesses/${oldest?.business.id}/approve`, {});
    const again = await admin.ok('POST', `/businesses/${oldest?.business.id}/approve`, {});
    expect(again.approvedAt).to.be.a('string');
    expect(await audit('business.approved')).to.have.length(1);
    const later = await cast.owner.ok<CreatedLot>('POST', `/businesses/${cast.business.id}/lots`, {
      ...{ name: 'Second', address: 'Street', timezone: 'UTC', slotCount: 1 },
      hourlyRate: { amount: 1, currency: 'EUR' },
    });
    const whole = await publicLots();
    expect(whole.slice(0, 2)).to.deep.equal([later.id, cast.lot.id]);
    expect(whole.slice(2, 4)).to.deep.equal([others[2]?.lot.id, others[1]?.lot.id]);
    expect(await publicLots(1)).to.deep.equal(whole);
    const unapproved = others[2]?.lot;
    if (!unapproved) throw new Error('there is no third lot');
    expect((await bookingOf(unapproved, 0)).status).to.equal(201);
    const [, cursor] = [0, Buffer.from(`2${cast.lot.id}`).toString('base64url')];
    expect((await cast.user.call('GET', `/lots?cursor=${cursor}`)).status).to.equal(400);
  });

  it('withdraws a lot from the public, lets what runs go on there, and puts it back', async () => {
    const { user, lot } = cast;
    const running = await book(user, lot, 0);
    await admin.ok('POST', `/lots/${lot.id}/withdraw`, reason);
    await admin.ok('POST', `/lots/${lot.id}/withdraw`, reason);
    expect(await publicLots()).not.to.include(lot.id);
    expect((await user.call('GET', `/lots/${lot.id}`)).status).to.equal(404);
    expect(await bookingOf(lot, 1)).to.have.nested.property('body.code', 'lot_closed');
    const renewal = await user.call('POST', `/bookings/${running.id}/renew`, { durationSeconds: 600 });
    expect(renewal).to.have.nested.property('body.code', 'lot_closed');
    expect(await user.ok('GET', `/bookings/${running.id}`)).to.include({ status: 'active' });
    await user.ok('POST', `/bookings/${running.id}/cancel`);

    await admin.ok('POST', `/lots/${lot.id}/restore`, { reason: 'It does.' });
    expect(await publicLots()).to.include(lot.id);
    expect((await bookingOf(lot, 1)).status).to.equal(201);
    const withdrawn = (await audit('lot.withdrawn')).filter(({ payload }) =>
      JSON.stringify(payload).includes(lot.id),
    );
    expect(withdrawn).to.have.length(1);
    expect(withdrawn[0]).to.include({ actor: admin.id, reason: reason.reason });
    expect((await audit('lot.restored'))[0]).to.include({ actor: admin.id, reason: 'It does.' });
  });

  it('suspends an owner: out at once, with all of their lots, until they are reinstated', async () => {
    const email = `spam-${cast.owner.id}@example.test`;
    const registered = await signIn(email, 'register', { name: 'Spam', role: 'owner' });
    const { user: spammer, accessToken } = (await registered.json()) as Session;
    const cookie = registered.headers.get('set-cookie')?.split(';')[0] ?? '';
    const owner = cast.owner.with({ token: accessToken });
    const business = await owner.ok<{ id: string }>('POST', '/businesses', { name: 'Spam' });
    const newLot = () =>
      owner.call<CreatedLot>('POST', `/businesses/${business.id}/lots`, {
        ...{ name: 'Spam', address: 'Street', timezone: 'UTC', slotCount: 2 },
        hourlyRate: { amount: 1, currency: 'EUR' },
      });
    const { body: lot } = await newLot();
    const socket = await LiveClient.connect(parkmate.url, { token: accessToken });
    const cut = new Promise((resolve) => socket.socket.once('disconnect', resolve));

    const found = await admin.ok<{ items: { id: string }[] }>(
      'GET',
      `/accounts?email=${email.toUpperCase()}`,
    );
    expect(found.items).to.have.length(1);
    expect(found.items[0]).to.have.keys('id', 'email', 'name', 'role', 'createdAt', 'suspendedAt');
    expect(found.items[0]).to.include({ id: spammer.id, suspendedAt: null });
    const suspended = await admin.ok('POST', `/accounts/${spammer.id}/suspend`, reason);
    expect(suspended.suspendedAt).to.be.a('string');
    expect((await newLot()).status, 'by the process that suspended').to.equal(401);
    await admin.ok('POST', `/accounts/${spammer.id}/suspend`, reason);
    expect(await audit('account.suspended')).to.have.length(1);

    await cut;
    socket.close();
    const refresh = await fetch(`${parkmate.url}/api/auth/refresh`, { method: 'POST', headers: { cookie } });
    expect(refresh.status).to.equal(401);
    const refused = await signIn(email);
    expect(refused.status).to.equal(403);
    expect(await refused.json()).to.have.property('code', 'account_suspended');
    expect((await signIn(email, 'login', { password: 'a wrong long phrase' })).status).to.equal(401);
    expect(await publicLots()).not.to.include(lot.id);
    expect((await cast.user.call('GET', `/lots/${lot.id}`)).status).to.equal(404);
    expect(await bookingOf(lot, 0)).to.have.nested.property('body.code', 'lot_closed');

    await admin.ok('POST', `/accounts/${spammer.id}/reinstate`, { reason: 'A mistake.' });
    expect((await signIn(email)).status).to.equal(200);
    expect((await newLot()).status).to.equal(401);
    expect(await publicLots()).to.include(lot.id);
    expect((await bookingOf(lot, 0)).status).to.equal(201);
    expect((await audit('account.reinstated'))[0]).to.include({ actor: admin.id, reason: 'A mistake.' });
  });

  it('hides what a suspended owner adds with a token that has not been refused yet', async () => {
    // A token whose session no process knows goes on for as long as it lives.
    await admin.ok('POST', `/accounts/${cast.owner.id}/suspend`, reason);
    const lot = await cast.owner.ok<CreatedLot>('POST', `/businesses/${cast.business.id}/lots`, {
      ...{ name: 'Late', address: 'Street', timezone: 'UTC', slotCount: 1 },
      hourlyRate: { amount: 1, currency: 'EUR' },
    });
    expect(await publicLots()).not.to.include(lot.id);
  });

  it('is not for admins against admins, and not for anybody else at all', async () => {
    const other = await parkmate.account('admin');
    for (const { id } of [admin, other]) {
      const answer = await admin.call('POST', `/accounts/${id}/suspend`, reason);
      expect(answer).to.have.nested.property('body.code', 'not_suspendable');
    }
    const { rows } = await parkmate.db.query(
      'SELECT FROM users WHERE suspended_at IS NOT NULL AND id = ANY($1)',
      [[admin.id, other.id]],
    );
    expect(rows).to.have.length(0);
    const { owner, user, business, lot } = cast;
    for (const [path, body] of [
      [`/accounts/${user.id}/suspend`, reason],
      [`/accounts/${user.id}/reinstate`, reason],
      [`/lots/${lot.id}/withdraw`, reason],
      [`/lots/${lot.id}/restore`, reason],
      [`/businesses/${business.id}/approve`, {}],
    ] as const) {
      for (const other of [owner, user])
        expect((await other.call('POST', path, body)).status, path).to.equal(403);
      expect((await owner.with({ token: 'none' }).call('POST', path, body)).status, path).to.equal(401);
      const without = body === reason ? {} : reason;
      expect((await admin.call('POST', path, without)).status, path).to.equal(400);
    }
    expect((await owner.call('GET', '/accounts')).status).to.equal(403);
  });

  it('leaves prices that were set in a currency which is gone as they are', async () => {
    await parkmate.db.query(`UPDATE lots SET hourly_rate_currency = 'DEM' WHERE id = $1`, [cast.lot.id]);
    const shown = await cast.user.ok<LotSummary>('GET', `/lots/${cast.lot.id}`);
    expect(shown.hourlyRate.currency).to.equal('DEM');
    expect((await book(cast.user, cast.lot, 0)).payment.currency).to.equal('DEM');
  });
});
