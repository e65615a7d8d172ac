import { expect } from 'chai';
import type { Archived, Unread } from '../../contract/api/notifications.js';
import type { Account } from '../harness/account.js';
import { book, type Cast } from '../harness/cast.js';
import type { ParkMate } from '../harness/parkmate.js';
import { tellUsers, userWith } from '../harness/tabs.js';
import { useParkMate } from '../harness/use-parkmate.js';

describe('Two tabs of one user, at two API processes,', function () {
  this.timeout(30_000);
  let parkmate: ParkMate;
  let cast: Cast;
  let admin: Account;
  const tabs = useParkMate({ apis: 2 }, (running) => ({ parkmate, cast, admin } = running));

  it('counts what is unread absolutely, the same in both tabs', async () => {
    const user = await userWith(parkmate, admin, 2);
    const [one, two] = await tabs.openTwo(user, parkmate);
    for (const seq of [3, 4]) {
      await tellUsers(admin);
      for (const tab of [one, two]) {
        const told = await tab.notifications.next((notification) => notification.seq === seq);
        expect(told.unreadCount).to.equal(seq);
      }
    }
  });

  it('tells every tab, at every API process, what was read and archived in one of them', async () => {
    const user = await userWith(parkmate, admin, 4);
    const [one, two] = await tabs.openTwo(user, parkmate);
    const ids = (await one.inboxes.next()).missed.map(({ id }) => id);
    const bothHear = async (change: object) => {
      for (const tab of [one, two]) {
        const heard = await tab.changes.next((told) =>
          JSON.stringify(told).includes(Object.keys(change)[1] ?? ''),
        );
        expect(heard).to.deep.equal(change);
      }
    };

    expect(await user.ok<Unread>('POST', '/notifications/read', { ids: ids.slice(0, 1) })).to.deep.equal({
      unreadCount: 3,
    });
    await bothHear({ unreadCount: 3, readIds: ids.slice(0, 1) });
    await user.ok('POST', '/notifications/read', { upTo: 2 });
    await bothHear({ unreadCount: 2, readUpTo: 2 });
    await user.ok('DELETE', `/notifications/${ids[3] ?? ''}`);
    await bothHear({ unreadCount: 1, archivedIds: ids.slice(3) });
    expect(await user.call('POST', '/notifications/read', { ids })).to.deep.include({
      body: { unreadCount: 0 },
    });
    expect(
      (await tabs.greeting(user)).missed.map(({ seq }) => seq),
      'archived ones are left out',
    ).to.deep.equal([1, 2, 3]);
  });

  it('archives what one tab has seen, tells every tab so, and leaves what came since', async () => {
    const user = await userWith(parkmate, admin, 3);
    const [one, two] = await tabs.openTwo(user, parkmate);
    const archived = await user.ok<Archived>('DELETE', '/notifications?upTo=2');
    expect(archived.unreadCount).to.equal(1);
    for (const tab of [one, two]) {
      const { missed } = await tab.inboxes.next();
      expect(missed).to.have.length(3);
      expect(await tab.changes.next()).to.deep.equal({ unreadCount: 1, archivedUpTo: 2 });
    }
    // Further than there is anything: what comes next is not archived, nor read.
    await user.ok('DELETE', '/notifications?upTo=9007199254740991');
    await user.ok('POST', '/notifications/read', { upTo: 9_007_199_254_740_991 });
    for (const tab of [one, two]) {
      await tab.changes.next(({ archivedUpTo }) => archivedUpTo === 3);
      await tab.changes.next(({ readUpTo }) => readUpTo === 3);
    }
    await tellUsers(admin);
    const told = await one.notifications.next(({ seq }) => seq === 4);
    expect(told).to.include({ unreadCount: 1, readAt: null });
    expect((await tabs.greeting(user)).missed.map(({ seq }) => seq)).to.deep.equal([4]);
  });

  it('does not archive all without a word on how much that is', async () => {
    const user = await parkmate.account('user');
    for (const query of ['', '?upTo=', '?upTo=x', '?upTo=-1', '?upTo=1.5']) {
      const { status, body } = await user.call('DELETE', `/notifications${query}`);
      expect(status, query).to.equal(400);
      expect(body, query).to.have.nested.property('errors[0].path', 'upTo');
    }
  });

  it('names a hundred ids in a message at most', async () => {
    const user = await parkmate.account('user');
    const { rows } = await parkmate.db.query<{ id: string }>(
      `WITH inbox AS (UPDATE inboxes SET last_seq = 250, unread_count = 250 WHERE user_id = $1)
       INSERT INTO notifications (user_id, seq, event_id, event, type, title, message, data)
       SELECT $1, n, gen_random_uuid(), 'broadcast.sent', 'info', 'Hello', 'You', '{}' FROM generate_series(1, 250) AS n
       RETURNING id`,
      [user.id],
    );
    const ids = rows.map(({ id }) => id);
    const [one] = await tabs.openTwo(user, parkmate);
    await user.ok('POST', '/notifications/read', { ids });
    await one.changes.next(({ readIds }) => readIds?.length === 50);
    expect(one.changes.all.map(({ readIds }) => readIds?.length)).to.deep.equal([100, 100, 50]);
    expect(one.changes.all.flatMap(({ readIds = [] }) => readIds)).to.have.members(ids);
    expect(one.changes.all.map(({ unreadCount }) => unreadCount)).to.deep.equal([0, 0, 0]);
  });

  it('tells every tab what is no longer true', async () => {
    const owner = cast.owner;
    const [one, two] = await tabs.openTwo(owner, parkmate);
    const booking = await book(cast.user, cast.lot, 0);
    const asked = await one.notifications.next(
      ({ event, data }) => event === 'payment.awaiting-verification' && data.bookingId === booking.id,
    );
    await owner.ok('POST', `/payments/${booking.payment.id}/verify`, {});
    for (const tab of [one, two]) {
      await tab.changes.next(({ supersededIds }) => supersededIds?.includes(asked.id) ?? false);
    }
    const { missed } = await tabs.greeting(owner);
    expect(missed.find(({ id }) => id === asked.id)?.supersededAt).to.be.a('string');
  });
});
