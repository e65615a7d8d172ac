import { expect } from 'chai';
import sinon from 'sinon';
import { openDomain, silentLog, type Domain } from '../../test/harness/domain.js';
import { statement } from '../../platform/postgres/statement.js';
import type { Caller } from '../accounts/caller.js';
import { archiveUpTo } from './archive-notifications.js';
import { listNotifications } from './list-notifications.js';
import { notify } from './notify.js';
import { readNotifications } from './read-notifications.js';

const rows = 2_500;

describe('Marking an inbox up to a place in it', () => {
  let domain: Domain;
  let user: Caller;

  before(async () => {
    domain = await openDomain();
  });

  beforeEach(async () => {
    user = await domain.account('user');
    await domain.query(
      `INSERT INTO notifications (user_id, seq, event_id, event, type, title, message, data)
       SELECT $1, n, gen_random_uuid(), 'broadcast.sent', 'info', 'Hello', 'You', '{}' FROM generate_series(1, $2) AS n`,
      [user.userId, rows],
    );
    await domain.query('UPDATE inboxes SET last_seq = $2::int, unread_count = $2::int WHERE user_id = $1', [
      user.userId,
      rows,
    ]);
  });

  afterEach(() => {
    sinon.restore();
  });
  after(() => domain.close());

  /** One more notification of everybody. */
  const tellOneMore = async () => {
    const [event] = await domain.query<{ id: string }>(
      `INSERT INTO events (type, payload) VALUES ('broadcast.sent', jsonb_build_object(
         'broadcastId', gen_random_uuid(), 'audience', 'everyone', 'recipientIds', jsonb_build_array($1::text),
         'type', 'info', 'title', 'News', 'message', 'More')) RETURNING id`,
      [user.userId],
    );
    return notify(domain.db, [event?.id ?? ''], silentLog);
  };

  const left = async () => {
    const [count] = await domain.query<Record<string, number>>(
      `SELECT (count(*) FILTER (WHERE read_at IS NULL))::int AS unread,
              (count(*) FILTER (WHERE archived_at IS NULL))::int AS present FROM notifications WHERE user_id = $1`,
      [user.userId],
    );
    return count;
  };

  it('archives no more than was asked for, and says how far it came', async () => {
    expect((await archiveUpTo(domain.db, user, 2_200)).change).to.deep.equal({
      unreadCount: 300,
      archivedUpTo: 2_200,
    });
    expect(await left()).to.deep.equal({ unread: 300, present: 300 });
    const page = await listNotifications(domain.db, user, { limit: 1, after: 0 });
    expect(page.items.map(({ seq }) => seq)).to.deep.equal([2_201]);
  });

  it('reads no more than was asked for, and says how far it came', async () => {
    expect(await readNotifications(domain.db, user, { upTo: 1_001 })).to.deep.equal({
      ...{ change: { unreadCount: 1_499, readUpTo: 1_001 }, marked: 1_001 },
    });
    expect(await left()).to.deep.equal({ unread: 1_499, present: rows });
  });

  it('goes through no place twice', async () => {
    await readNotifications(domain.db, user, { upTo: 1_500 });
    await domain.query('UPDATE notifications SET read_at = NULL WHERE user_id = $1 AND seq <= 1500', [
      user.userId,
    ]);
    const { marked } = await readNotifications(domain.db, user, { upTo: 2_000 });
    expect(marked).to.equal(500);
    expect(await left()).to.include({ unread: 1_500 + 500 });
  });

  it('takes a place that is not reached yet for the last one, so that nothing to come is touched', async () => {
    const { change } = await readNotifications(domain.db, user, { upTo: 1_000_000 });
    expect(change).to.include({ readUpTo: rows });
    expect((await archiveUpTo(domain.db, user, 1_000_000)).change).to.include({ archivedUpTo: rows });
    await tellOneMore();
    expect(await left()).to.deep.equal({ unread: 1, present: 1 });
    expect(await listNotifications(domain.db, user, { limit: 20 })).to.include({ unreadCount: 1 });
  });

  it('says the same again, and neither changes nor looks through anything', async () => {
    await archiveUpTo(domain.db, user, 2_000);
    const transactions = sinon.spy(domain.db, 'queryTogether');
    const { change: again } = await archiveUpTo(domain.db, user, 1_000);
    expect(again).to.deep.equal({ unreadCount: 500, archivedUpTo: 1_000 });
    // What is archived is read.
    expect(await readNotifications(domain.db, user, { upTo: 2_000 })).to.deep.include({
      ...{ change: { unreadCount: 500, readUpTo: 2_000 }, marked: 0 },
    });
    expect(transactions.callCount).to.equal(0);
    expect(await left()).to.deep.equal({ unread: 500, present: 500 });
  });

  it('lets the inbox go in between, so that something may be told meanwhile', async () => {
    // Who waits for the inbox first gets it first: the first batch, then what is told, then the other batches.
    const { reading, telling } = await domain.db.transaction(async (tx) => {
      await tx.query(statement('hold-inbox', 'SELECT FROM inboxes WHERE user_id = $1 FOR UPDATE'), [
        user.userId,
      ]);
      const reading = readNotifications(domain.db, user, { upTo: rows });
      await domain.somebodyWaitsForALock();
      const telling = tellOneMore();
      await domain.somebodyWaitsForALock(2);
      return { reading, telling };
    });
    const [{ messages }] = await Promise.all([telling, reading]);
    expect(messages[0]?.body.unreadCount, 'unread when it was told').to.be.within(2, rows);
    expect(await left()).to.deep.equal({ unread: 1, present: rows + 1 });
  });
});
