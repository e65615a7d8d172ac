import { expect } from 'chai';
import type { DomainError } from '../errors.js';
import { openDomain, type Domain } from '../../test/harness/domain.js';
import type { Caller } from '../accounts/caller.js';
import type { BookingRecord } from './booking-view.js';
import { cancelBooking } from './cancel-booking.js';
import { findBooking } from './find-booking.js';
import { listBookings } from './list-bookings.js';
import { declineBooking } from './decline-booking.js';
import { completeCarWash } from '../car-washes/complete-car-wash.js';
import { requestCarWash } from '../car-washes/request-car-wash.js';
import { rejectPayment } from '../payments/reject-payment.js';
import { verifyPayment } from '../payments/verify-payment.js';

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
  const paymentOf = (n: number) => bookings[n]?.payment.id ?? '';
  const paymentsOf = async (of: BookingRecord[]) => {
    const rows = await domain.query<{ status: string }>(
      'SELECT status FROM payments WHERE booking_id = ANY($1) ORDER BY array_position($1, booking_id)',
      [of.map(({ id }) => id)],
    );
    return rows.map(({ status }) => status);
  };
  /** @throws unless the two agree on which of them was first. */
  const verifyOrCancel = async (n: number) => {
    const [verdict, ended] = await Promise.allSettled([
      verifyPayment(domain.db, owner, paymentOf(n)),
      n % 2 === 0 ? cancel(n) : declineBooking(domain.db, owner, idOf(n), 'Flooded'),
    ]);
    if (ended.status === 'rejected') throw ended.reason;
    const [status] = await paymentsOf(bookings.slice(n, n + 1));
    expect(ended.value.payment.status).to.equal(status);
    const verified = n % 2 === 0 ? 'verified' : 'refund_due';
    expect(status).to.equal(verdict.status === 'fulfilled' ? verified : 'void');
  };
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
    expect(results[1]).to.have.nested.property('reason.code', 'not_found');
    expect(results[2]).to.have.nested.property('value.id', idOf(2));
    expect(await eventsOf(idOf(1))).to.deep.equal(['booking.created']);
    expect(await eventsOf(idOf(3))).to.deep.equal(['booking.created', 'booking.declined']);
  });

  it('change nothing when they are repeated, by whoever may, and do not pass for each other', async () => {
    await openLot(3_600);
    await cancel(0);
    expect(await cancel(0)).to.include({ id: idOf(0), status: 'cancelled_by_user' });
    await declineBooking(domain.db, owner, idOf(1), 'Flooded');
    const admin = await domain.account('admin');
    expect(await declineBooking(domain.db, admin, idOf(1), 'Closed')).to.include({
      status: 'cancelled_by_admin',
    });
    const others = await Promise.allSettled([
      declineBooking(domain.db, owner, idOf(0), 'Flooded'),
      cancel(1),
      cancel(0, userOf(1)),
    ]);
    expect(
      others.map((one) => (one.status === 'rejected' ? (one.reason as DomainError).code : one.value)),
    ).to.deep.equal(['not_active', 'not_active', 'not_found']);
    expect(await eventsOf(idOf(0))).to.deep.equal(['booking.created', 'booking.cancelled']);
    expect(await eventsOf(idOf(1))).to.deep.equal(['booking.created', 'booking.declined']);
  });

  it('say why for as long as the booking is there, with the first reason of several', async () => {
    await openLot(3_600);
    expect(await declineBooking(domain.db, owner, idOf(0), 'Flooded')).to.include({
      declineReason: 'Flooded',
    });
    await declineBooking(domain.db, owner, idOf(0), 'Closed');
    await rejectPayment(domain.db, owner, paymentOf(1), 'No money');
    await cancel(1);
    await domain.query('TRUNCATE events, outbox');
    const found = await Promise.all([0, 1].map((n) => findBooking(domain.db, userOf(n), idOf(n))));
    expect(found.map(({ declineReason }) => declineReason)).to.deep.equal(['Flooded', null]);
    expect(found.map(({ payment }) => payment.rejectReason)).to.deep.equal([null, 'No money']);
    const { items } = await listBookings(domain.db, owner, { limit: 4 });
    expect(items.filter(({ declineReason }) => declineReason === 'Flooded')).to.have.length(1);
  });

  it('leave nothing to be paid, whether made for many at once or for one alone', async () => {
    await openLot(3_600);
    const ended = await Promise.all([
      cancel(0),
      cancel(1),
      domain.db.transaction((tx) => cancelBooking(tx, userOf(2), idOf(2))),
      declineBooking(domain.db, owner, idOf(3), 'Flooded'),
    ]);
    expect(ended.map(({ payment }) => payment.status)).to.deep.equal(Array(4).fill('void'));
    expect(await paymentsOf(bookings)).to.deep.equal(Array(4).fill('void'));
    const [refused] = await Promise.allSettled([verifyPayment(domain.db, owner, paymentOf(0))]);
    expect(refused).to.have.nested.property('reason.code', 'payment_void');
    const [refusedToo] = await Promise.allSettled([rejectPayment(domain.db, owner, paymentOf(3), 'No')]);
    expect(refusedToo).to.have.nested.property('reason.code', 'payment_void');
  });

  it('leave what was decided before, also a moment before', async () => {
    await openLot(3_600);
    await verifyPayment(domain.db, owner, paymentOf(0));
    await rejectPayment(domain.db, owner, paymentOf(1), 'No money');
    const before = await Promise.all([cancel(0), declineBooking(domain.db, owner, idOf(1), 'Flooded')]);
    expect(before.map(({ payment }) => payment.status)).to.deep.equal(['verified', 'rejected']);

    let late: Promise<BookingRecord> | undefined;
    await domain.db.transaction(async (tx) => {
      await verifyPayment(tx, owner, paymentOf(2));
      late = cancel(2);
      // Somebody who cancels at the same time does not wait for that.
      expect(await cancel(3)).to.have.nested.property('payment.status', 'void');
      await domain.somebodyWaitsForALock();
    });
    expect(await late).to.have.property('status', 'cancelled_by_user');
    expect(await late).to.have.nested.property('payment.status', 'verified');
    expect(await paymentsOf(bookings.slice(0, 3))).to.deep.equal(['verified', 'rejected', 'verified']);
  });

  it('are refused a verdict that waits for them', async () => {
    await openLot(3_600);
    let late: Promise<unknown> | undefined;
    await domain.db.transaction(async (tx) => {
      await cancelBooking(tx, userOf(0), idOf(0));
      late = verifyPayment(domain.db, owner, paymentOf(0));
      late.catch(() => undefined);
      await domain.somebodyWaitsForALock();
    });
    const [result] = await Promise.allSettled([late]);
    expect(result).to.have.nested.property('reason.code', 'payment_void');
    expect(await paymentsOf(bookings.slice(0, 1))).to.deep.equal(['void']);
  });

  it('never end in a payment that is both verified and void, however they meet a verdict', async () => {
    for (let round = 0; round < 10; round++) {
      await openLot(3_600);
      const verdicts = await Promise.allSettled(bookings.map((_, n) => verifyOrCancel(n)));
      expect(verdicts.map(({ status }) => status)).to.deep.equal(Array(count).fill('fulfilled'));
    }
  });

  it('leave no car to be washed', async () => {
    await openLot(3_600);
    const wash = await requestCarWash(domain.db, userOf(0), idOf(0));
    await cancel(0);
    const [refused] = await Promise.allSettled([completeCarWash(domain.db, owner, wash.id)]);
    expect(refused).to.have.nested.property('reason.code', 'not_active');
    const other = await requestCarWash(domain.db, userOf(1), idOf(1));
    await completeCarWash(domain.db, owner, other.id);
    await cancel(1);
    expect(await completeCarWash(domain.db, owner, other.id)).to.have.property('status', 'completed');
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
