import { expect } from 'chai';
import { openDomain, silentLog, type Domain } from '../../test/harness/domain.js';
import type { Caller } from '../accounts/caller.js';
import { noBookingLimits } from '../bookings/booking-limits.js';
import { renewBooking } from '../bookings/renew-booking.js';
import { warnDueBookings } from '../bookings/warn-bookings.js';
import { verifyPayment } from '../payments/verify-payment.js';
import { archiveNotification, archiveUpTo } from './archive-notifications.js';
import { listNotifications } from './list-notifications.js';
import { notify, notifySome } from './notify.js';
import { readNotifications } from './read-notifications.js';

describe('The unread count', () => {
  let domain: Domain;
  let user: Caller;
  let owner: Caller;
  let slotId: string;

  before(async () => {
    domain = await openDomain();
  });

  beforeEach(async () => {
    user = await domain.account('user');
    const { owner: itsOwner, lot } = await domain.lot(1);
    owner = itsOwner;
    slotId = lot.slots[0]?.id ?? '';
    domain.announced.length = 0;
  });

  after(() => domain.close());

  const tell = (ids = domain.announced.splice(0)) => notify(domain.db, ids, silentLog);
  const inboxOf = (caller: Caller) => listNotifications(domain.db, caller, { limit: 20 });
  const unreadOf = async (caller: Caller) => (await inboxOf(caller)).unreadCount;

  /** The owner has two: a booking, and a payment to verify, which is verified and so no longer true. */
  const verified = async () => {
    const { payment } = await domain.book(user, slotId);
    await tell();
    expect(await unreadOf(owner)).to.equal(2);
    await verifyPayment(domain.db, owner, payment.id);
    const { messages } = await tell();
    const { items } = await inboxOf(owner);
    return { messages, past: items.find(({ supersededAt }) => supersededAt !== null) };
  };

  it('loses what is no longer true, in the message and in the inbox', async () => {
    const { messages } = await verified();
    const change = messages.find(({ name }) => name === 'inbox:changed');
    expect(change?.body).to.include({ unreadCount: 1 });
    expect(await unreadOf(owner)).to.equal(1);
  });

  it('says how much was superseded before it was read, once, and nothing of what had been read', async () => {
    const [first, second] = [await domain.book(user, slotId, 2, 1), await domain.account('user')];
    await tell();
    await verifyPayment(domain.db, owner, first.payment.id);
    const ids = domain.announced.splice(0);
    expect((await notifySome(domain.db, ids, silentLog)).supersededUnread).to.equal(1);
    expect((await notifySome(domain.db, ids, silentLog)).supersededUnread).to.equal(0);

    const { owner: otherOwner, lot } = await domain.lot(1);
    const { payment } = await domain.book(second, lot.slots[0]?.id ?? '');
    await tell();
    await readNotifications(domain.db, otherOwner, { upTo: 2 });
    await verifyPayment(domain.db, otherOwner, payment.id);
    const { supersededUnread } = await notifySome(domain.db, domain.announced.splice(0), silentLog);
    expect(supersededUnread).to.equal(0);
  });

  it('does not lose it again when it is read or archived after that', async () => {
    const { past } = await verified();
    const ids = [past?.id ?? ''];
    expect(await readNotifications(domain.db, owner, { ids })).to.deep.equal({
      ...{ change: { unreadCount: 1, readIds: ids }, marked: 1 },
    });
    expect((await readNotifications(domain.db, owner, { ids })).marked).to.equal(0);
    expect(await archiveNotification(domain.db, owner, ids[0] ?? '')).to.include({ unreadCount: 1 });
    expect((await readNotifications(domain.db, owner, { upTo: 2 })).change).to.include({ unreadCount: 0 });
  });

  it('does not lose what is still true twice, when it is read first and archived then', async () => {
    await domain.book(user, slotId);
    await tell();
    const ids = (await inboxOf(owner)).items.map(({ id }) => id);
    await readNotifications(domain.db, owner, { ids: ids.slice(0, 1) });
    expect(await archiveNotification(domain.db, owner, ids[0] ?? '')).to.include({ unreadCount: 1 });
    await readNotifications(domain.db, owner, { ids: ids.slice(1) });
    expect((await archiveUpTo(domain.db, owner, 2)).change).to.include({ unreadCount: 0 });
  });

  it('does not lose it twice when all is read, or archived', async () => {
    await verified();
    expect((await archiveUpTo(domain.db, owner, 2)).change).to.include({ unreadCount: 0 });
  });

  it('does not lose what was read or archived before it became untrue', async () => {
    const first = await domain.book(user, slotId);
    await tell();
    await readNotifications(domain.db, owner, { upTo: 2 });
    await verifyPayment(domain.db, owner, first.payment.id);
    await tell();
    const { items, unreadCount } = await inboxOf(owner);
    expect(items.filter(({ supersededAt }) => supersededAt !== null)).to.have.length(1);
    expect(unreadCount).to.equal(0);
  });

  it('does not grow by what is born superseded, nor do the messages say so', async () => {
    const booking = await domain.book(user, slotId, 2, 1);
    await domain.query(`UPDATE bookings SET warn_at = now() - interval '1 second'`);
    await warnDueBookings(domain.db, 10);
    await renewBooking(domain.db, user, booking.id, {
      durationSeconds: 600,
      leadSeconds: 300,
      limits: noBookingLimits,
    });
    const events = await domain.query<{ id: string }>('SELECT event_id AS id FROM outbox');
    const { messages, supersededUnread } = await notifySome(
      ...([domain.db, events.map(({ id }) => id), silentLog] as const),
    );
    expect(supersededUnread).to.be.above(0);
    const told = messages.filter(({ userId, name }) => userId === user.userId && name === 'notification');
    expect(told.map(({ body }) => body)).to.have.length(2);
    expect(told.map(({ body }) => body.unreadCount)).to.deep.equal([0, 1]);
    expect(await unreadOf(user)).to.equal(1);
  });
});
