import { expect } from 'chai';
import { bookingStatus } from '../contract/api/bookings.js';
import { carWashStatus } from '../contract/api/car-washes.js';
import { paymentStatus } from '../contract/api/payments.js';
import type { Database } from '../platform/postgres/database.js';
import { openDomain, type Domain } from '../test/harness/domain.js';
import { largeDatabase, size } from '../test/harness/large-tables.js';
import { askedBy, faultsOf } from '../test/harness/query-plans.js';
import type { Caller } from './accounts/caller.js';
import { listAccounts } from './accounts/list-accounts.js';
import { listSessions } from './accounts/list-sessions.js';
import { findBooking } from './bookings/find-booking.js';
import { listBookings } from './bookings/list-bookings.js';
import { limitReached } from './bookings/booking-limits.js';
import { listBroadcasts } from './broadcasts/list-broadcasts.js';
import { listBusinesses } from './businesses/list-businesses.js';
import { changeSlot } from './businesses/change-slot.js';
import { findLot, listLots } from './businesses/list-lots.js';
import { findOwnLot, listOwnLots } from './businesses/own-lots.js';
import { readHours } from './businesses/read-hours.js';
import { everybodysNumbers, readStats } from './businesses/read-stats.js';
import { listCarWashes } from './car-washes/list-car-washes.js';
import { listWashesOfBooking } from './car-washes/list-washes-of-booking.js';
import { listEmployees } from './employees/list-employees.js';
import { readReceipts } from './deliveries/read-receipts.js';
import { readTimeline } from './events/read-timeline.js';
import { archiveNotification, archiveReadUpTo, archiveUpTo } from './notifications/archive-notifications.js';
import { listNotifications } from './notifications/list-notifications.js';
import { readInboxes } from './notifications/read-inboxes.js';
import { readNotifications } from './notifications/read-notifications.js';
import { recordShown } from './notifications/record-shown.js';
import { unarchiveNotifications, unreadNotifications } from './notifications/undo-marks.js';
import { listPayments } from './payments/list-payments.js';

describe('The queries of lists and inboxes, with two hundred thousand rows', function () {
  this.timeout(120_000);
  let domain: Domain;
  let callers: Record<'user' | 'owner' | 'otherUser' | 'otherOwner' | 'admin', Caller>;
  let found: Record<'booking' | 'lot' | 'slot' | 'notification' | 'business' | 'otherBusiness', string>;

  before(async () => {
    domain = await openDomain(await largeDatabase());
    const [row] = await domain.query<Record<string, string>>(
      `WITH person AS (SELECT row_number() OVER (ORDER BY id) AS n, id FROM users WHERE role = 'user')
       SELECT (SELECT id FROM person WHERE n = 1) AS user, (SELECT id FROM person WHERE n = 78) AS "otherUser",
              busy.owner_id AS owner, busy.id AS business, other.owner_id AS "otherOwner", other.id AS "otherBusiness",
              (SELECT id FROM bookings ORDER BY id LIMIT 1) AS booking, lot.id AS lot,
              (SELECT id FROM slots WHERE lot_id = lot.id LIMIT 1) AS slot,
              (SELECT id FROM notifications WHERE seq = 60) AS notification
       FROM (SELECT lot_id AS id FROM slots ORDER BY id LIMIT 1) AS lot
       JOIN businesses busy ON busy.id = (SELECT business_id FROM lots WHERE lots.id = lot.id)
       CROSS JOIN (SELECT * FROM businesses ORDER BY id DESC LIMIT 1) AS other`,
    );
    const as = (name: string, role: Caller['role']): Caller => ({
      userId: row?.[name] ?? '',
      role,
      sessionId: row?.user ?? '',
    });
    callers = {
      user: as('user', 'user'),
      otherUser: as('otherUser', 'user'),
      owner: as('owner', 'owner'),
      otherOwner: as('otherOwner', 'owner'),
      admin: as('user', 'admin'),
    };
    const names = ['booking', 'lot', 'slot', 'notification', 'business', 'otherBusiness'] as const;
    found = Object.fromEntries(names.map((name) => [name, row?.[name] ?? ''])) as typeof found;
  });
  after(() => domain.close());

  /** All reads of the API that go through something that grows. */
  function reads(): Record<string, (db: Database) => Promise<unknown>> {
    const { user, admin } = callers;
    const all: Record<string, (db: Database) => Promise<unknown>> = {
      'notifications, newest': (db) => listNotifications(db, user, { limit: 100 }),
      'notifications, unread': (db) => listNotifications(db, user, { limit: 100, state: 'unread' }),
      'notifications, archived': (db) => listNotifications(db, user, { limit: 100, state: 'archived' }),
      'unread one': (db) => unreadNotifications(db, user, [found.notification]),
      'unarchive one': (db) => unarchiveNotifications(db, user, { ids: [found.notification] }),
      'unarchive those of one time': (db) =>
        unarchiveNotifications(db, user, { archivedAt: '2026-11-21T12:00:00.000Z' }),
      'archive read ones up to': (db) => archiveReadUpTo(db, user, 100),
      'notifications, before': (db) => listNotifications(db, user, { limit: 100, before: size / 2 }),
      'notifications, after': (db) => listNotifications(db, user, { limit: 100, after: 0 }),
      'inboxes, far behind': (db) => readInboxes(db, [{ userId: user.userId, cursor: 0, epoch: undefined }]),
      'inboxes, a little behind': (db) =>
        readInboxes(
          db,
          Array.from({ length: 20 }, () => ({ userId: user.userId, cursor: size - 200, epoch: undefined })),
        ),
      'read one': (db) => readNotifications(db, user, { ids: [found.notification] }),
      'archive one': (db) => archiveNotification(db, user, found.notification),
      'read up to': (db) => readNotifications(db, user, { upTo: 100 }),
      'archive up to': (db) => archiveUpTo(db, user, 100),
      // A session of `fillLargeTables` is known by nothing but its user: what is looked for is not found, as it would be.
      shown: (db) => recordShown(db, [{ sessionId: user.sessionId, userId: user.userId, seq: size }]),
      lots: (db) => listLots(db, { limit: 100 }),
      'lots that are searched for': (db) => listLots(db, { limit: 100, search: 'large lot' }),
      lot: (db) => findLot(db, found.lot),
      'lots of a business': (db) => listOwnLots(db, callers.owner, found.business, { limit: 100 }),
      'a lot of an owner': (db) => findOwnLot(db, callers.owner, found.lot),
      'a slot that is retired': (db) => changeSlot(db, callers.owner, found.slot, { retired: true }),
      accounts: (db) => listAccounts(db, { limit: 100 }),
      'accounts that are searched for': (db) => listAccounts(db, { limit: 100, search: 'N' }),
      broadcasts: (db) => listBroadcasts(db, { limit: 100 }),
      'an account': (db) => listAccounts(db, { limit: 100, email: '4711@example.test' }),
      'hours of a business': (db) => readHours(db, callers.owner, found.business),
      'hours of another': (db) => readHours(db, callers.otherOwner, found.otherBusiness),
      sessions: (db) => listSessions(db, user, { limit: 100 }),
      timeline: (db) =>
        readTimeline(db, { userId: found.booking, role: 'admin' }, found.booking, { limit: 100 }),
      receipts: (db) => readReceipts(db, found.booking),
      'car washes of a booking': (db) => listWashesOfBooking(db, admin, found.booking, { limit: 100 }),
      booking: (db) => findBooking(db, admin, found.booking),
      'limits of a user': (db) =>
        limitReached(db, callers.otherUser.userId, found.lot, { activePerUser: 5, newPerHour: 10_000 }),
      employees: (db) => listEmployees(db, callers.owner, found.business, { limit: 100 }),
      'employees of another': (db) =>
        listEmployees(db, callers.otherOwner, found.otherBusiness, { limit: 100 }),
      'numbers of everybody': (db) => readStats(db, everybodysNumbers),
      'numbers of an owner': (db) => readStats(db, callers.owner.userId),
    };
    for (const name of ['owner', 'otherOwner', 'admin'] as const) {
      const { lot: lotId } = found;
      for (const asked of [...(name === 'admin' ? [] : [{ lotId }]), { plate: 'P' }, { plate: 'P 1' }])
        for (const of of [
          {},
          { state: 'upcoming' } as const,
          ...bookingStatus.options.map((status) => ({ status })),
        ])
          all[`bookings of ${name}, ${JSON.stringify({ ...asked, ...of })}`] = (db) =>
            listBookings(db, callers[name], { limit: 100, ...asked, ...of });
      if (name === 'admin') continue;
      for (const status of [undefined, ...carWashStatus.options])
        all[`car washes of ${name}, ${status ?? 'all'}`] = (db) =>
          listCarWashes(db, callers[name], { limit: 100, status });
    }
    for (const [name, caller] of Object.entries(callers)) {
      all[`businesses of ${name}`] = (db) => listBusinesses(db, caller, { limit: 100 });
      for (const status of [undefined, ...bookingStatus.options])
        all[`bookings of ${name}, ${status ?? 'all'}`] = (db) =>
          listBookings(db, caller, { limit: 100, status });
      all[`bookings of ${name}, upcoming`] = (db) =>
        listBookings(db, caller, { limit: 100, state: 'upcoming' });
      for (const status of [undefined, ...paymentStatus.options])
        for (const order of ['newest', 'oldest'] as const)
          all[`payments of ${name}, ${status ?? 'all'}, ${order}`] = (db) =>
            listPayments(db, caller, { limit: 100, status, order });
    }
    return all;
  }

  async function check(statistics: string): Promise<void> {
    const faults: string[] = [];
    for (const [name, read] of Object.entries(reads()))
      for (const asked of await askedBy(domain.db, read))
        for (const mode of ['generic', 'custom'] as const)
          for (const fault of await faultsOf(domain.db, asked, mode))
            faults.push(`${name} (${mode} plan, ${statistics}): ${fault}`);
    expect(faults).to.deep.equal([]);
  }

  it('read what they show alone while there are no statistics', () => check('no statistics'));

  it('read what they show alone once there are statistics', async () => {
    await domain.db.manager.query('ANALYZE');
    await check('statistics');
  });
});
