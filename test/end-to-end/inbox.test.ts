import { expect } from 'chai';
import type { Booking } from '../../contract/api/bookings.js';
import type { Inbox } from '../../contract/sockets.js';
import type { Account } from '../harness/account.js';
import { book, type Cast } from '../harness/cast.js';
import type { ParkMate } from '../harness/parkmate.js';
import { tellUsers, userWith } from '../harness/tabs.js';
import { useParkMate } from '../harness/use-parkmate.js';

const seqs = (inbox: Inbox) => inbox.missed.map(({ seq }) => seq);

describe('An inbox', function () {
  this.timeout(30_000);
  let parkmate: ParkMate;
  let cast: Cast;
  let admin: Account;
  const tabs = useParkMate({ apis: 1 }, (running) => ({ parkmate, cast, admin } = running));

  describe('on connect', () => {
    let user: Account;
    let epoch: string;

    before(async () => {
      user = await userWith(parkmate, admin, 5);
      ({ epoch } = await tabs.greeting(user));
    });

    it('holds everything for a client without a cursor, oldest first', async () => {
      const inbox = await tabs.greeting(user);
      expect(seqs(inbox)).to.deep.equal([1, 2, 3, 4, 5]);
      expect(inbox).to.include({ unreadCount: 5, lastSeq: 5, epoch, recovered: true });
    });

    it('holds what came after the cursor, and nothing for a client that has everything', async () => {
      expect(seqs(await tabs.greeting(user, { cursor: 3, epoch }))).to.deep.equal([4, 5]);
      const nothing = await tabs.greeting(user, { cursor: 5, epoch });
      expect(nothing).to.deep.include({ missed: [], lastSeq: 5, recovered: true });
    });

    it('sends a client with a cursor ahead of it to HTTP', async () => {
      expect(await tabs.greeting(user, { cursor: 6, epoch })).to.deep.include({
        missed: [],
        recovered: false,
      });
    });

    it('sends a client of another history to HTTP, though its cursor would fit', async () => {
      const inbox = await tabs.greeting(user, { cursor: 3, epoch: 'another' });
      expect(inbox).to.deep.include({ missed: [], recovered: false, lastSeq: 5, epoch });
    });

    it('takes a cursor that is none for the cursor of a client that holds nothing', async () => {
      for (const cursor of [-1, 1.5, NaN, Infinity, '3', null, {}, [3], 2 ** 60]) {
        const inbox = await tabs.greeting(user, { cursor: cursor as number, epoch });
        expect(seqs(inbox), JSON.stringify(cursor)).to.deep.equal([1, 2, 3, 4, 5]);
      }
    });
  });

  it('gives up to two hundred missed ones, and sends those further behind to HTTP', async () => {
    const user = await parkmate.account('user');
    await fillInbox(parkmate, user, 201);
    const near = await tabs.greeting(user, { cursor: 1 });
    expect(near).to.include({ recovered: true, unreadCount: 201, lastSeq: 201 });
    expect(near.missed).to.have.length(200);
    const far = await tabs.greeting(user, { cursor: 0 });
    expect(far).to.deep.include({ missed: [], recovered: false, unreadCount: 201, lastSeq: 201 });
  });

  it('answers sync as it greets, from any cursor, and sends nothing twice after it', async () => {
    const user = await userWith(parkmate, admin, 2);
    const tab = await tabs.open(user);
    const { epoch } = await tab.inboxes.next();
    expect(seqs(await tab.sync({ cursor: 1, epoch }))).to.deep.equal([2]);
    expect(seqs(await tab.sync({ cursor: 0 }))).to.deep.equal([1, 2]);
    expect(await tab.sync({ cursor: 9, epoch })).to.deep.include({ recovered: false, missed: [] });
    expect(await tab.sync({ cursor: 1, epoch: 'other' })).to.deep.include({ recovered: false, missed: [] });
    await tellUsers(admin);
    await tab.notifications.next(({ seq }) => seq === 3);
    expect(tab.notifications.all).to.have.length(1);
  });

  it('hears of what happened between two connections by its cursor alone', async () => {
    const user = await parkmate.account('user');
    const tab = await tabs.open(user);
    const { epoch, lastSeq } = await tab.inboxes.next();
    tab.close();
    const booking = await book(user, cast.lot, 1, { paymentMethod: 'card' });
    await cast.owner.ok('POST', `/payments/${booking.payment.id}/verify`, {});
    await cast.owner.ok<Booking>('POST', `/bookings/${booking.id}/decline`, { reason: 'Full.' });
    await parkmate.settled();
    const inbox = await tabs.greeting(user, { cursor: lastSeq, epoch });
    // Two jobs told of them, side by side: either may have come first.
    expect(inbox.missed.map(({ event }) => event)).to.have.members(['payment.verified', 'booking.declined']);
  });
});

/** Many notifications at once, as if a year had passed. */
async function fillInbox(parkmate: ParkMate, user: Account, count: number): Promise<void> {
  await parkmate.db.query(
    `WITH told AS (
       INSERT INTO notifications (user_id, seq, event_id, event, type, title, message, data)
       SELECT $1, n, gen_random_uuid(), 'broadcast.sent', 'info', 'Old', 'News', '{}' FROM generate_series(1, $2::int) AS n
     )
     UPDATE inboxes SET last_seq = $2, unread_count = $2 WHERE user_id = $1`,
    [user.id, count],
  );
}
