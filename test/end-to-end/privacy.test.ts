import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Booking } from '../../contract/api/bookings.js';
import type { NotificationsPage } from '../../contract/api/notifications.js';
import type { Page } from '../../contract/values.js';
import type { Account } from '../harness/account.js';
import { book, type Cast } from '../harness/cast.js';
import { ParkMate } from '../harness/parkmate.js';
import { changedTables, takeSnapshot } from '../security/snapshot.js';

type Attempt = [method: string, path: string, body?: unknown];

/** Two businesses with a user each. Whoever belongs to one of them is a stranger to the other. */
describe('What is somebody else’s', function () {
  this.timeout(30_000);
  let parkmate: ParkMate;
  let mine: Cast;
  let theirs: Cast;
  let booking: Booking;
  let washId: string;
  let employeeId: string;
  let notificationId: string;

  before(async () => {
    parkmate = await ParkMate.start();
    [mine, theirs] = await Promise.all([parkmate.cast.business(30), parkmate.cast.business(30)]);
    booking = await book(mine.user, mine.lot, 0);
    ({ id: washId } = await mine.user.ok<{ id: string }>('POST', `/bookings/${booking.id}/car-washes`, {}));
    ({ id: employeeId } = await mine.owner.ok<{ id: string }>(
      'POST',
      `/businesses/${mine.business.id}/employees`,
      {
        name: 'Grace',
      },
    ));
    await mine.user.call('POST', `/bookings/${booking.id}/renew`, { durationSeconds: 600 });
    await parkmate.settled();
    const { items } = await mine.user.ok<NotificationsPage>('GET', '/notifications');
    notificationId = items[0]?.id ?? '';
  });

  after(() => parkmate.stop());

  /** Each attempt fares as if there were no such thing, for the given reason, and leaves every row as it was. */
  async function expectNothing(stranger: Account, attempts: Attempt[]): Promise<void> {
    const before = await takeSnapshot(parkmate.db);
    for (const [method, path, body] of attempts) {
      const answer = await stranger.call(method, path, body);
      const unknown = await stranger.call(method, path.replace(/[0-9a-f-]{36}/, randomUUID()), body);
      expect(answer.status, `${method} ${path}`).to.equal(404);
      expect({ ...answer.body, requestId: '' }).to.deep.equal({ ...unknown.body, requestId: '' });
    }
    expect(changedTables(before, await takeSnapshot(parkmate.db))).to.deep.equal([]);
  }

  it('does not exist for another user', async () => {
    await expectNothing(theirs.user, [
      ['GET', `/bookings/${booking.id}`],
      ['POST', `/bookings/${booking.id}/renew`, { durationSeconds: 600 }],
      ['POST', `/bookings/${booking.id}/cancel`],
      ['POST', `/bookings/${booking.id}/car-washes`, {}],
      ['DELETE', `/notifications/${notificationId}`],
    ]);
  });

  it('does not exist for another owner', async () => {
    await expectNothing(theirs.owner, [
      ['GET', `/bookings/${booking.id}`],
      ['GET', `/bookings/${booking.id}/timeline`],
      ['POST', `/bookings/${booking.id}/decline`, { reason: 'Mine now.' }],
      ['POST', `/payments/${booking.payment.id}/verify`, {}],
      ['POST', `/payments/${booking.payment.id}/reject`, { reason: 'Mine now.' }],
      ['POST', `/car-washes/${washId}/complete`, {}],
      ['PATCH', `/businesses/${mine.business.id}`, { name: 'Mine now' }],
      ['POST', `/businesses/${mine.business.id}/employees`, { name: 'Eve' }],
      ['POST', `/employees/${employeeId}/assignments`, { lotId: theirs.lot.id }],
      ['DELETE', `/notifications/${notificationId}`],
    ]);
    const lot = { name: 'Mine', address: 'Here', timezone: 'UTC', slotCount: 1 };
    const hourlyRate = { amount: 1, currency: 'EUR' };
    await expectNothing(theirs.owner, [
      ['POST', `/businesses/${mine.business.id}/lots`, { ...lot, hourlyRate }],
    ]);
  });

  it('is no place for another owner’s employees', async () => {
    const { id } = await theirs.owner.ok<{ id: string }>(
      'POST',
      `/businesses/${theirs.business.id}/employees`,
      {
        name: 'Eve',
      },
    );
    for (const place of [{ lotId: mine.lot.id }, { carWashId: washId }]) {
      expect((await theirs.owner.call('POST', `/employees/${id}/assignments`, place)).status).to.equal(404);
    }
  });

  it('is not for roles that have no part in it', async () => {
    const operator = await parkmate.account('operator');
    const forbidden: [Account, ...Attempt][] = [
      [mine.user, 'POST', `/payments/${booking.payment.id}/verify`, {}],
      [mine.user, 'POST', `/bookings/${booking.id}/decline`, { reason: 'x' }],
      [mine.owner, 'POST', `/bookings/${booking.id}/cancel`, {}],
      [mine.owner, 'POST', `/bookings/${booking.id}/renew`, { durationSeconds: 600 }],
      [mine.user, 'GET', '/businesses'],
      [operator, 'GET', '/bookings'],
      [operator, 'GET', `/bookings/${booking.id}`],
      [operator, 'GET', '/payments'],
      [mine.owner, 'POST', '/broadcasts', { title: 'x', message: 'y', audience: 'everyone' }],
    ];
    const before = await takeSnapshot(parkmate.db);
    for (const [caller, method, path, body] of forbidden) {
      expect((await caller.call(method, path, body)).status, `${method} ${path}`).to.equal(403);
    }
    expect(changedTables(before, await takeSnapshot(parkmate.db))).to.deep.equal([]);
  });

  it('is in nobody else’s lists, whoever’s cursor they are read with', async () => {
    for (let slot = 1; slot <= 3; slot++) {
      await book(mine.user, mine.lot, slot);
      await book(theirs.user, theirs.lot, slot);
    }
    await parkmate.settled();
    const parties: [Account, string[]][] = [
      [theirs.user, ['/bookings', '/payments']],
      [theirs.owner, ['/bookings', '/payments', '/businesses']],
    ];
    const first = await mine.owner.ok<Page<Booking>>('GET', '/bookings?limit=1');
    for (const [stranger, lists] of parties) {
      for (const list of lists) {
        const all = await stranger.ok<Page<object>>('GET', list);
        const fromTheirs = await stranger.ok<Page<object>>('GET', `${list}?cursor=${first.nextCursor ?? ''}`);
        expect(all.items, list).to.not.be.empty;
        expect(JSON.stringify([all, fromTheirs]), list).to.not.match(new RegExp(mineIds().join('|')));
      }
    }
  });

  const mineIds = () => [
    mine.user.id,
    mine.owner.id,
    mine.business.id,
    mine.lot.id,
    booking.id,
    booking.payment.id,
  ];

  it('stays unread when somebody else marks it as read, and unarchived when they archive all of theirs', async () => {
    const before = await takeSnapshot(parkmate.db, [mine.user.id]);
    await theirs.user.ok('POST', '/notifications/read', { ids: [notificationId] });
    await theirs.user.ok('POST', '/notifications/read', { upTo: 1_000 });
    await theirs.user.ok('DELETE', '/notifications?upTo=1000');
    expect(changedTables(before, await takeSnapshot(parkmate.db, [mine.user.id]))).to.deep.equal([]);
  });

  it('is not heard by somebody who connects with its owner’s cursor, name or room', async () => {
    const auth = {
      cursor: 0,
      userId: mine.user.id,
      room: `user:${mine.user.id}`,
      rooms: [`user:${mine.user.id}`],
    };
    const stranger = await theirs.user.listen(auth);
    const hears = await mine.user.listen();
    await mine.owner.ok('POST', `/payments/${booking.payment.id}/verify`, {});
    await hears.event('payment.verified');
    await parkmate.settled();
    const told = [...stranger.inboxes.all.flatMap(({ missed }) => missed), ...stranger.notifications.all];
    expect(JSON.stringify(told)).to.not.contain(booking.id);
    stranger.close();
    hears.close();
  });
});
