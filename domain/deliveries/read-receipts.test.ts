import { expect } from 'chai';
import { openDomain, silentLog, type Domain } from '../../test/harness/domain.js';
import type { Caller } from '../accounts/caller.js';
import { declineBooking } from '../bookings/decline-booking.js';
import { readTimeline } from '../events/read-timeline.js';
import { archiveNotification } from '../notifications/archive-notifications.js';
import { notify } from '../notifications/notify.js';
import { readNotifications } from '../notifications/read-notifications.js';
import { readReceipts } from './read-receipts.js';

describe('Whether a driver was reached', () => {
  let domain: Domain;
  let user: Caller;
  let owner: Caller;
  let bookingId: string;
  let notificationId: string;

  before(async () => {
    domain = await openDomain();
  });
  after(() => domain.close());

  beforeEach(async () => {
    user = await domain.account('user');
    await domain.query('UPDATE users SET email_verified_at = now() WHERE id = $1', [user.userId]);
    const { lot, owner: lotOwner } = await domain.lot(1);
    owner = lotOwner;
    bookingId = (await domain.book(user, lot.slots[0]?.id ?? '')).id;
    await declineBooking(domain.db, owner, bookingId, 'closed');
    await notify(domain.db, domain.announced.splice(0), silentLog, ['email']);
    [notificationId = ''] = (
      await domain.query<{ id: string }>(
        `SELECT id FROM notifications WHERE booking_id = $1 AND user_id = $2`,
        [bookingId, user.userId],
      )
    ).map(({ id }) => id);
  });

  const reached = async () =>
    (await readReceipts(domain.db, bookingId)).items.map(({ event, reachedBy }) => [event, reachedBy]);

  it('is told of what the driver was told, and of nothing that others were', async () => {
    expect(await reached()).to.deep.equal([['booking.declined', []]]);
  });

  it('is known once a device has shown it, it was read, or it was sent', async () => {
    await domain.query(`INSERT INTO inboxes_shown SELECT user_id, seq FROM notifications WHERE id = $1`, [
      notificationId,
    ]);
    expect(await reached()).to.deep.equal([['booking.declined', ['shown']]]);
    await readNotifications(domain.db, user, { ids: [notificationId] });
    await domain.query(`UPDATE deliveries SET status = 'sent', ended_at = now() WHERE notification_id = $1`, [
      notificationId,
    ]);
    expect(await reached()).to.deep.equal([['booking.declined', ['shown', 'read', 'email']]]);
  });

  it('is not said of what was put away unread', async () => {
    await archiveNotification(domain.db, user, notificationId);
    expect(await reached()).to.deep.equal([['booking.declined', []]]);
  });

  it('is told in the timeline too, without the reason why something was not sent to others', async () => {
    await domain.query(
      `UPDATE deliveries SET status = 'cancelled', reason = 'switched_off', ended_at = now() WHERE notification_id = $1`,
      [notificationId],
    );
    const told = async (reader: Caller) =>
      (await readTimeline(domain.db, reader, bookingId, { limit: 100 })).items.flatMap((entry) =>
        entry.kind === 'delivery' ? [[entry.channel, entry.status, entry.reason, entry.notificationId]] : [],
      );
    expect(await told(owner)).to.deep.equal([['email', 'cancelled', null, notificationId]]);
    const admin = await domain.account('admin');
    expect(await told(admin)).to.deep.equal([['email', 'cancelled', 'switched_off', notificationId]]);
  });
});
