import { expect } from 'chai';
import { openDomain, silentLog, type Domain } from '../../test/harness/domain.js';
import type { Caller } from '../accounts/caller.js';
import { verifyPayment } from '../payments/verify-payment.js';
import { warnDueBookings } from '../bookings/warn-bookings.js';
import { archiveNotification } from './archive-notifications.js';
import { listNotifications } from './list-notifications.js';
import { notify } from './notify.js';
import { readNotifications } from './read-notifications.js';

describe('Telling recipients of events', () => {
  let domain: Domain;
  let owner: Caller;
  let user: Caller;
  let slotIds: string[];

  before(async () => {
    domain = await openDomain();
    const { owner: itsOwner, lot } = await domain.lot(40);
    owner = itsOwner;
    slotIds = lot.slots.map(({ id }) => id);
  });

  beforeEach(async () => {
    user = await domain.account('user');
    domain.announced.length = 0;
  });

  after(() => domain.close());

  const slot = () => {
    const id = slotIds.pop();
    if (id === undefined) throw new Error('the test lot is full');
    return id;
  };

  /** Takes the announced events, as the fast path would. */
  const announced = () => domain.announced.splice(0);

  const eventsOf = async (bookingId: string, type: string) => {
    const rows = await domain.query<{ id: string }>(
      'SELECT id FROM events WHERE booking_id = $1 AND type = $2',
      [bookingId, type],
    );
    return rows.map(({ id }) => id);
  };

  async function expectSoundInbox({ userId }: Caller): Promise<void> {
    const [inbox] = await domain.query<Record<string, number>>(
      `SELECT last_seq = count(n.id) AS gapless, last_seq = coalesce(max(seq), 0) AS reaches,
              unread_count = count(n.id) FILTER (
                WHERE read_at IS NULL AND archived_at IS NULL AND superseded_at IS NULL
              ) AS counted
       FROM inboxes LEFT JOIN notifications n USING (user_id)
       WHERE user_id = $1 GROUP BY user_id`,
      [userId],
    );
    expect(inbox).to.deep.equal({ gapless: true, reaches: true, counted: true });
  }

  it('is done once, however often and by however many workers at once', async () => {
    for (let booking = 0; booking < 5; booking++) await domain.book(user, slot());
    const events = announced();
    const batches = await Promise.all(Array.from({ length: 6 }, () => notify(domain.db, events, silentLog)));
    const told = batches.flatMap(({ messages }) => messages).filter(({ name }) => name === 'notification');
    expect(told).to.have.length(10);
    expect(await notify(domain.db, events, silentLog)).to.deep.equal({ messages: [], businesses: [] });
    await expectSoundInbox(owner);
  });

  it('keeps sequences gapless when overlapping batches of many users run at once', async () => {
    const users = await Promise.all(Array.from({ length: 4 }, () => domain.account('user')));
    const bookings = await Promise.all(users.map((each) => domain.book(each, slot())));
    await Promise.all(bookings.map((booking) => verifyPayment(domain.db, owner, booking.payment.id)));
    const events = announced();
    const batches = events.map((_, index) => [...events.slice(index), ...events.slice(0, index)].slice(0, 7));
    await Promise.all(batches.map((batch) => notify(domain.db, batch, silentLog)));
    await notify(domain.db, events, silentLog);
    for (const each of [owner, ...users]) await expectSoundInbox(each);
  });

  it('tells nothing of an event whose transaction fails half way', async () => {
    await domain.book(user, slot());
    const events = announced();
    const failing = domain.db.transaction(async (tx) => {
      await notify(tx, events, silentLog);
      throw new Error('the worker dies before it commits');
    });
    expect(await failing.catch(String)).to.contain('dies');
    const { messages } = await notify(domain.db, events, silentLog);
    expect(messages).to.have.length(2);
    await expectSoundInbox(owner);
  });

  it('lets a warning be born superseded when the renewal was told first', async () => {
    const booking = await domain.book(user, slot(), 2, 1);
    await domain.query(`UPDATE bookings SET warn_at = now() - interval '1 second' WHERE id = $1`, [
      booking.id,
    ]);
    await warnDueBookings(domain.db, 10);
    await domain.renew(user, booking.id, 600);

    await notify(domain.db, await eventsOf(booking.id, 'booking.renewed'), silentLog);
    const late = await notify(domain.db, await eventsOf(booking.id, 'booking.expiring'), silentLog);
    const [warning] = late.messages;
    expect(warning).to.have.nested.property('body.event', 'booking.expiring');
    expect(warning).to.have.nested.property('body.supersededAt').that.is.a('string');
  });

  it('supersedes a warning that another worker has written and not yet committed', async () => {
    const booking = await domain.book(user, slot(), 2, 1);
    await domain.query(`UPDATE bookings SET warn_at = now() - interval '1 second' WHERE id = $1`, [
      booking.id,
    ]);
    await warnDueBookings(domain.db, 10);
    const expiring = await eventsOf(booking.id, 'booking.expiring');

    let renewalTold: Promise<unknown> = Promise.resolve();
    await domain.db.transaction(async (tx) => {
      await notify(tx, expiring, silentLog);
      await domain.renew(user, booking.id, 600);
      renewalTold = notify(domain.db, await eventsOf(booking.id, 'booking.renewed'), silentLog);
      await domain.somebodyWaitsForALock();
    });
    await renewalTold;
    const { items } = await listNotifications(domain.db, user, { limit: 10 });
    const warning = items.find(({ event }) => event === 'booking.expiring');
    expect(warning?.supersededAt).to.be.a('string');
  });

  it('supersedes in the inbox of whoever was told, with the absolute unread count', async () => {
    const booking = await domain.book(user, slot());
    await notify(domain.db, announced(), silentLog);
    await verifyPayment(domain.db, owner, booking.payment.id);
    const { messages } = await notify(domain.db, announced(), silentLog);
    const change = messages.find(({ name }) => name === 'inbox:changed');
    const { unreadCount } = await listNotifications(domain.db, owner, { limit: 1 });
    expect(change?.userId).to.equal(owner.userId);
    expect(change?.body).to.include({ unreadCount });
    expect(change).to.have.nested.property('body.supersededIds').with.length(1);
  });

  it('leaves an event that it cannot read in the outbox, and tells of the others', async () => {
    await domain.book(user, slot());
    const [broken] = await domain.query<{ id: string }>(
      `INSERT INTO events (type, payload) VALUES ('booking.teleported', '{}') RETURNING id`,
    );
    const { messages } = await notify(domain.db, [broken?.id ?? '', ...announced()], silentLog);
    expect(messages).to.have.length(2);
    const waiting = await domain.query('SELECT attempts FROM outbox WHERE event_id = $1', [broken?.id]);
    expect(waiting).to.deep.equal([{ attempts: 1 }]);
  });

  it('counts unread rows right while reading, archiving and telling happen at once', async () => {
    const bookings = await Promise.all(Array.from({ length: 6 }, () => domain.book(user, slot())));
    await notify(domain.db, announced(), silentLog);
    await Promise.all(bookings.map((booking) => verifyPayment(domain.db, owner, booking.payment.id)));
    const events = announced();
    const { items } = await listNotifications(domain.db, owner, { limit: 20 });
    await Promise.all([
      ...events.map((event) => notify(domain.db, [event], silentLog)),
      ...items.slice(0, 6).map(({ id }) => readNotifications(domain.db, owner, { ids: [id] })),
      ...items.slice(3, 9).map(({ id }) => archiveNotification(domain.db, owner, id)),
      readNotifications(domain.db, owner, { upTo: items.at(-1)?.seq ?? 0 }),
    ]);
    await expectSoundInbox(owner);
    await expectSoundInbox(user);
  });
});
