import { expect } from 'chai';
import { openDomain, type Domain } from '../../test/harness/domain.js';
import type { InboxState } from '../../contract/api/notifications.js';
import type { Caller } from '../accounts/caller.js';
import { archiveNotification, archiveReadUpTo, archiveUpTo } from './archive-notifications.js';
import { listNotifications } from './list-notifications.js';
import { readNotifications } from './read-notifications.js';
import { unarchiveNotifications, unreadNotifications } from './undo-marks.js';

describe('What somebody has marked in their inbox', () => {
  let domain: Domain;
  let user: Caller;
  let stranger: Caller;
  /** By `seq`, from 1. The third one is no longer true. */
  let ids: string[];

  before(async () => {
    domain = await openDomain();
  });
  after(() => domain.close());

  beforeEach(async () => {
    [user, stranger] = [await domain.account('user'), await domain.account('user')];
    const rows = await domain.query<{ id: string }>(
      `INSERT INTO notifications (user_id, seq, event_id, event, type, title, message, data, superseded_at)
       SELECT $1, n, gen_random_uuid(), 'broadcast.sent', 'info', 'Hello', 'You', '{}', CASE WHEN n = 3 THEN now() END
       FROM generate_series(1, 5) AS n RETURNING id`,
      [user.userId],
    );
    ids = rows.map(({ id }) => id);
    await domain.query('UPDATE inboxes SET last_seq = 5, unread_count = 4 WHERE user_id = $1', [user.userId]);
  });

  const some = (...seqs: number[]) => seqs.map((seq) => ids[seq - 1] ?? '');
  const listed = async (state: InboxState, before?: number) => {
    const page = await listNotifications(domain.db, user, {
      limit: 20,
      state,
      ...(before ? { before } : {}),
    });
    return page.items.map(({ seq }) => seq);
  };
  /** The stored count is that of the rows, whatever was done. */
  const unread = async () => {
    const { unreadCount } = await listNotifications(domain.db, user, { limit: 1 });
    expect(await listed('unread')).to.have.length(unreadCount);
    return unreadCount;
  };

  it('can be marked as unread again, by id and after all was read', async () => {
    await readNotifications(domain.db, user, { upTo: 5 });
    expect(await unread()).to.equal(0);
    const change = await unreadNotifications(domain.db, user, some(2, 3));
    expect(change.unreadCount).to.equal(1);
    expect(change.unreadIds).to.have.members(some(2, 3));
    expect(await listed('unread')).to.deep.equal([2]);
    expect(await unread()).to.equal(1);
    expect(await unreadNotifications(domain.db, user, some(2))).to.deep.equal({
      unreadCount: 1,
      unreadIds: [],
    });
    // Reading up to the end finds it again, although that place had been reached before.
    const read = await readNotifications(domain.db, user, { upTo: 5 });
    expect([read.change.unreadCount, await unread()]).to.deep.equal([0, 0]);
  });

  it('counts as read for the first time once', async () => {
    expect((await readNotifications(domain.db, user, { ids: some(1, 2) })).marked).to.equal(2);
    await unreadNotifications(domain.db, user, some(1, 2));
    expect((await readNotifications(domain.db, user, { ids: some(1) })).marked).to.equal(0);
    expect((await readNotifications(domain.db, user, { upTo: 4 })).marked).to.equal(2);
  });

  it('comes back from the archive as it was, also after all was archived', async () => {
    await readNotifications(domain.db, user, { ids: some(2) });
    await archiveNotification(domain.db, user, some(4)[0] ?? '');
    await archiveUpTo(domain.db, user, 3);
    expect([await listed('all'), await listed('archived')]).to.deep.equal([[5], [4, 3, 2, 1]]);
    expect(await listed('archived', 3)).to.deep.equal([2, 1]);
    expect(await unread()).to.equal(1);
    const change = await unarchiveNotifications(domain.db, user, { ids: some(2, 3, 4, 5) });
    expect(change.unreadCount).to.equal(2);
    expect(change.unarchivedIds).to.have.members(some(2, 3, 4));
    // The third one is unread too, although it does not count, since it is no longer true.
    expect(change.unreadIds).to.have.members(some(3, 4));
    expect([await listed('all'), await listed('archived')]).to.deep.equal([[5, 4, 3, 2], [1]]);
    expect(await unread()).to.equal(2);
    expect(await unreadNotifications(domain.db, user, some(1, 2))).to.deep.equal({
      ...{ unreadCount: 3, unreadIds: some(2) },
    });
    await archiveUpTo(domain.db, user, 5);
    expect([await listed('all'), await unread()]).to.deep.equal([[], 0]);
  });

  it('comes back as it was where it was archived at once, and nothing that was archived before', async () => {
    await readNotifications(domain.db, user, { ids: some(2) });
    await archiveNotification(domain.db, user, some(1)[0] ?? '');
    const { at } = await archiveUpTo(domain.db, user, 4);
    expect([await listed('all'), await unread()]).to.deep.equal([[5], 1]);
    const change = await unarchiveNotifications(domain.db, user, { archivedAt: at.toISOString() });
    expect(change.unarchivedIds).to.have.members(some(2, 3, 4));
    expect([await listed('all'), await listed('unread'), await unread()]).to.deep.equal([
      ...[[5, 4, 3, 2], [5, 4], 2],
    ]);
    const again = await unarchiveNotifications(domain.db, user, { archivedAt: at.toISOString() });
    expect(again).to.deep.equal({ unreadCount: 2, unarchivedIds: [], unreadIds: [] });
    await readNotifications(domain.db, user, { upTo: 5 });
    expect(await unread()).to.equal(0);
  });

  it('comes back from one archiving alone, were all of them in one millisecond, or the clock set back', async () => {
    const [{ ahead } = { ahead: new Date() }] = await domain.query<{ ahead: Date }>(
      `UPDATE inboxes SET last_archived_at = now() + interval '1 hour' WHERE user_id = $1 RETURNING last_archived_at AS ahead`,
      [user.userId],
    );
    await archiveNotification(domain.db, user, some(1)[0] ?? '');
    const first = await archiveUpTo(domain.db, user, 2);
    await archiveNotification(domain.db, user, some(3)[0] ?? '');
    await readNotifications(domain.db, user, { ids: some(4) });
    const second = await archiveReadUpTo(domain.db, user, 4);
    // One each: the two that were archived alone have the times between.
    expect([first, second].map(({ at }) => at.getTime() - ahead.getTime())).to.deep.equal([2, 4]);
    const back = async ({ at }: { at: Date }) =>
      (await unarchiveNotifications(domain.db, user, { archivedAt: at.toISOString() })).unarchivedIds;
    expect([await back(first), await back(second)]).to.deep.equal([some(2), some(4)]);
    expect(await listed('archived')).to.deep.equal([3, 1]);
  });

  it('comes back however many were archived at once', async () => {
    await domain.query(
      `INSERT INTO notifications (user_id, seq, event_id, event, type, title, message, data)
       SELECT $1, n, gen_random_uuid(), 'broadcast.sent', 'info', 'Hello', 'You', '{}' FROM generate_series(6, 2600) AS n`,
      [user.userId],
    );
    await domain.query('UPDATE inboxes SET last_seq = 2600, unread_count = 2599 WHERE user_id = $1', [
      user.userId,
    ]);
    const { at, change } = await archiveUpTo(domain.db, user, 2_500);
    expect(change.unreadCount).to.equal(100);
    const back = await unarchiveNotifications(domain.db, user, { archivedAt: at.toISOString() });
    expect([back.unreadCount, back.unarchivedIds?.length]).to.deep.equal([2_599, 2_500]);
  });

  it('is archived where it is read or no longer true, and stays where it is neither', async () => {
    await readNotifications(domain.db, user, { ids: some(1, 4, 5) });
    const { change, at } = await archiveReadUpTo(domain.db, user, 4);
    expect(change).to.deep.equal({ unreadCount: 1, archivedReadUpTo: 4 });
    expect([await listed('all'), await listed('archived')]).to.deep.equal([
      [5, 2],
      [4, 3, 1],
    ]);
    const back = await unarchiveNotifications(domain.db, user, { archivedAt: at.toISOString() });
    expect(back.unreadIds).to.deep.equal(some(3));
    expect([await listed('all'), await unread()]).to.deep.equal([[5, 4, 3, 2, 1], 1]);
    await readNotifications(domain.db, user, { upTo: 5 });
    await archiveReadUpTo(domain.db, user, 9);
    expect([await listed('all'), await unread()]).to.deep.equal([[], 0]);
  });

  it('is nobody else’s', async () => {
    await readNotifications(domain.db, user, { ids: some(1) });
    await archiveNotification(domain.db, user, some(2)[0] ?? '');
    const [{ at } = { at: '' }] = await domain.query<{ at: string }>(
      'SELECT to_json(archived_at) #>> array[]::text[] AS at FROM notifications WHERE id = $1',
      some(2),
    );
    const archivedAt = new Date(at).toISOString();
    expect((await unarchiveNotifications(domain.db, stranger, { archivedAt })).unarchivedIds).to.deep.equal(
      [],
    );
    expect((await unreadNotifications(domain.db, stranger, some(1))).unreadIds).to.deep.equal([]);
    expect((await unarchiveNotifications(domain.db, stranger, { ids: some(2) })).unarchivedIds).to.deep.equal(
      [],
    );
    await archiveReadUpTo(domain.db, stranger, 5);
    expect([await listed('all'), await listed('archived'), await unread()]).to.deep.equal([
      ...[[5, 4, 3, 1], [2], 2],
    ]);
  });
});
