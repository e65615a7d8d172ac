import { expect } from 'chai';
import { openDomain, type Domain } from '../../test/domain.js';
import type { Caller } from '../accounts/caller.js';
import type { BookingRecord } from './booking-view.js';
import { cancelBooking } from './cancel-booking.js';
import { declineBooking } from './decline-booking.js';

describe('Cancelling and declining', () => {
  const count = 4;
  let domain: Domain;
  let owner: Caller;
  let users: Caller[];
  let bookings: BookingRecord[];

  before(async () => {
    domain = await openDomain();
  });
  after(() => domain.close());

  const openLot = async (durationSeconds: number) => {
    const { owner: lotOwner, lot } = await domain.lot(count);
    owner = lotOwner;
    users = await Promise.all(lot.slots.map(() => domain.account('user')));
    bookings = await Promise.all(
      lot.slots.map(({ id }, n) => domain.book(users[n] ?? owner, id, durationSeconds)),
    );
  };
  const idOf = (n: number) => bookings[n]?.id ?? '';
  const userOf = (n: number) => users[n] ?? owner;
  const cancel = (n: number, caller = userOf(n)) => cancelBooking(domain.db, caller, idOf(n));
  const eventsOf = async (id: string) => {
    const rows = await domain.query<{ type: string }>(
      `SELECT type FROM events WHERE booking_id = $1 AND type LIKE 'booking.%' ORDER BY occurred_at`,
      [id],
    );
    return rows.map(({ type }) => type);
  };

  it('answer all who do so at once for themselves, and refuse a stranger among them', async () => {
    await openLot(3_600);
    const results = await Promise.allSettled([
      cancel(0),
      cancel(1, userOf(0)),
      cancel(2),
      declineBooking(domain.db, owner, idOf(3), 'Flooded'),
    ]);
    expect(results.map(({ status }) => status)).to.deep.equal([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    expect(results[1]).to.have.nested.property('reason.status', 404);
    expect(results[2]).to.have.nested.property('value.id', idOf(2));
    expect(await eventsOf(idOf(1))).to.deep.equal(['booking.created']);
    expect(await eventsOf(idOf(3))).to.deep.equal(['booking.created', 'booking.declined']);
  });

  it('come too late when the deadline passes while they wait for a row that somebody else holds', async () => {
    await openLot(2);
    let late: Promise<unknown> = Promise.resolve();
    await domain.db.transaction(async (tx) => {
      await tx.manager.query('SELECT id FROM bookings WHERE id = $1 FOR UPDATE', [idOf(0)]);
      late = cancel(0);
      late.catch(() => undefined);
      await domain.somebodyWaitsForALock();
      await tx.manager.query('SELECT pg_sleep_until(ends_at) FROM bookings WHERE id = $1', [idOf(0)]);
    });
    const [result] = await Promise.allSettled([late]);
    expect(result).to.have.nested.property('reason.code', 'not_active');
    expect(await eventsOf(idOf(0))).to.deep.equal(['booking.created']);
  });
});
