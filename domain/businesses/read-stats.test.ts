import { expect } from 'chai';
import fc from 'fast-check';
import type { DashboardStats } from '../../contract/sockets.js';
import { isExclusionViolation } from '../../platform/postgres/errors.js';
import { DomainError } from '../errors.js';
import { openDomain, type Domain } from '../../test/harness/domain.js';
import type { Caller } from '../accounts/caller.js';
import { noBookingLimits } from '../bookings/booking-limits.js';
import { cancelBooking } from '../bookings/cancel-booking.js';
import { declineBooking } from '../bookings/decline-booking.js';
import { renewBooking } from '../bookings/renew-booking.js';
import { locksFor } from '../events/locks.js';
import { sweepDeadlines } from '../bookings/sweep-deadlines.js';
import { refundPayment } from '../payments/refund-payment.js';
import { rejectPayment } from '../payments/reject-payment.js';
import { verifyPayment } from '../payments/verify-payment.js';
import { bookAhead, counted, shift, step, type Step } from './read-stats.test-driver.js';
import { changeSlot } from './change-slot.js';
import { foldCounters } from './fold-counters.js';
import { everybodysNumbers, readStats } from './read-stats.js';

interface Place {
  owner: Caller;
  lotId: string;
  businessId: string;
  slotIds: string[];
}

describe('The numbers of a dashboard', function () {
  this.timeout(60_000);
  let domain: Domain;
  let user: Caller;
  let places: Place[];

  beforeEach(async () => {
    domain = await openDomain();
    user = await domain.account('user');
    places = [];
    for (const timezone of ['Europe/Berlin', 'Pacific/Kiritimati']) {
      const { owner, lot } = await domain.lot(6);
      await domain.query('UPDATE lots SET timezone = $2 WHERE id = $1', [lot.id, timezone]);
      const slotIds = lot.slots.map(({ id }) => id);
      places.push({ owner, lotId: lot.id, businessId: lot.businessId, slotIds });
    }
  });
  afterEach(() => domain.close());

  const place = (which = 0): Place => {
    const found = places[which % places.length];
    if (!found) throw new Error('there is no place');
    return found;
  };
  const book = (which = 0, slot = which) => domain.book(user, place(which).slotIds[slot % 6] ?? '');
  const shown = async (ownerId = place().owner.userId) => (await readStats(domain.db, ownerId)).stats;
  const expectedOf = async (businessIds: string[]) => {
    const [row] = await domain.query<Partial<DashboardStats>>(counted, [businessIds]);
    return row ?? {};
  };
  const over = (by = '1 second') =>
    `ends_at = now() - interval '${by}', starts_at = now() - interval '${by}' - interval '1 hour', warn_at = NULL`;

  /** Everybody's numbers and each owner's are what the rows say. */
  const compare = async (when: string) => {
    const all = places.map(({ businessId }) => businessId);
    expect(await shown(everybodysNumbers), when).to.deep.include(await expectedOf(all));
    for (const { owner, businessId } of places)
      expect(await shown(owner.userId), when).to.deep.include(await expectedOf([businessId]));
  };

  async function perform({ action, which }: Step): Promise<unknown> {
    const { db } = domain;
    const { owner, lotId, slotIds } = place(which);
    if (action === 'create') return book(which);
    if (action === 'sweep') return sweepDeadlines(db);
    if (action === 'fold') return foldCounters(db);
    if (action === 'retire' || action === 'restore')
      return changeSlot(db, owner, slotIds[which % 6] ?? '', { retired: action === 'retire' });
    if (action === 'ahead')
      return domain.query(bookAhead, [slotIds[which % 6], lotId, user.userId, which + 1]);
    const [booking] = await domain.query<{ id: string; payment: string | null }>(
      `SELECT b.id, p.id AS payment FROM bookings b LEFT JOIN payments p ON p.booking_id = b.id
       WHERE lot_id = $1 ORDER BY random() LIMIT 1`,
      [lotId],
    );
    if (!booking) return;
    const { id, payment } = booking;
    if (action === 'pass')
      return db.transaction(async (tx) => {
        await tx.queryTogether(locksFor([{ bookingId: id, slot: true }]));
        await tx.query(shift, [id]);
      });
    if (action === 'grow')
      return domain.query(`UPDATE payments SET amount = amount + 5 WHERE id = $1`, [payment]);
    if (action === 'cancel') return cancelBooking(db, user, id);
    if (action === 'decline') return declineBooking(db, owner, id, 'Flooded');
    if (action === 'renew')
      return renewBooking(db, user, id, { durationSeconds: 600, leadSeconds: 5, limits: noBookingLimits });
    if (payment === null) return;
    if (action === 'verify') return verifyPayment(db, owner, payment);
    if (action === 'reject') return rejectPayment(db, owner, payment, 'No money');
    return refundPayment(db, owner, payment);
  }

  /** Refusals are a part of it. */
  const attempt = (step: Step) =>
    perform(step).catch((error: unknown) => {
      if (!(error instanceof DomainError) && !isExclusionViolation(error)) throw error;
    });

  it('are what all rows come to, whatever happens at once', async () => {
    const rounds = fc.array(fc.array(step, { minLength: 4, maxLength: 12 }), { minLength: 2, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(rounds, async (rounds) => {
        for (const steps of rounds) {
          await Promise.all(steps.map(attempt));
          await compare('after changes');
        }
        await foldCounters(domain.db);
        await compare('folded');
        await domain.query('SELECT recount_counters()');
        await compare('counted anew');
      }),
      { numRuns: 15 },
    );
    const deadlocks = await domain.query(
      `SELECT FROM pg_stat_database WHERE datname = current_database() AND deadlocks > 0`,
    );
    expect(deadlocks, 'deadlocks').to.have.length(0);
  });

  it('count for the day of the lot, of each time zone its own', async () => {
    await Promise.all([0, 1, 2, 3].map((which) => book(which, which)));
    const payments = await domain.query<{ id: string; owner: string }>(
      `SELECT payments.id, owner_id AS owner FROM payments JOIN businesses b ON b.id = business_id`,
    );
    for (const { id, owner } of payments)
      await verifyPayment(domain.db, { ...place().owner, userId: owner }, id);
    const midnight = `(date_trunc('day', now() AT TIME ZONE timezone) AT TIME ZONE timezone)`;
    // One booking of each lot ended and was paid just before its midnight, the other one just after it.
    await domain.query(
      `WITH timed AS (
         SELECT b.id, ${midnight} + (CASE WHEN row_number() OVER (PARTITION BY lot_id) = 1 THEN -1 ELSE 0 END)
                * interval '1 ms' AS at
         FROM bookings b JOIN lots ON lots.id = lot_id
       ),
       paid AS (UPDATE payments SET verified_at = at FROM timed WHERE booking_id = timed.id)
       UPDATE bookings SET status = 'completed', starts_at = at - interval '1 hour', ends_at = at
       FROM timed WHERE bookings.id = timed.id`,
    );
    await compare('around midnight');
    for (const { owner } of places)
      expect(await shown(owner.userId)).to.deep.include({
        completedToday: 1,
        revenueToday: [{ amount: 300, currency: 'EUR' }],
      });
  });

  it('leave the slots free of bookings that are yet to begin, within the hour or later', async () => {
    const minutes = [1, 5, 30, 70, 24 * 60 * 60];
    for (const [n, begin] of minutes.entries())
      await domain.query(
        `INSERT INTO bookings (slot_id, lot_id, business_id, user_id, vehicle_plate, starts_at, ends_at)
         SELECT $1, id, business_id, $3, 'P', now() + make_interval(mins => $4), now() + make_interval(mins => $4 + 1)
         FROM lots WHERE id = $2`,
        [place().slotIds[n], place().lotId, user.userId, begin],
      );
    await book(0, 5);
    await compare('ahead');
    expect(await shown()).to.include({ activeBookings: 6, freeSlots: 5 });
    await foldCounters(domain.db);
    await compare('folded');
    await domain.query(`UPDATE bookings SET status = 'cancelled_by_user'`);
    await compare('cancelled');
  });

  it('let money go again that is to be given back', async () => {
    const booking = await book();
    await verifyPayment(domain.db, place().owner, booking.payment.id);
    expect((await shown()).revenueToday).to.deep.equal([{ amount: 300, currency: 'EUR' }]);
    await declineBooking(domain.db, place().owner, booking.id, 'Flooded');
    expect((await shown()).revenueToday).to.deep.equal([]);
    await refundPayment(domain.db, place().owner, booking.payment.id);
    await compare('refunded');
  });

  it('end a booking also where PostgreSQL does not know its time zone', async () => {
    await domain.query(`UPDATE lots SET timezone = 'Mars/Olympus_Mons'`);
    await book();
    await domain.query(`UPDATE bookings SET ${over()}`);
    expect((await sweepDeadlines(domain.db)).expired).to.equal(1);
    await foldCounters(domain.db);
    const days = await domain.query(`SELECT FROM counters WHERE counter = 'completed'`);
    expect(days).to.have.length(2);
  });

  it('wait for no change that is under way, and no change for them', async () => {
    const [first, second] = [await book(0, 0), await book(0, 2)];
    await domain.db.transaction(async (tx) => {
      await cancelBooking(tx, user, first.id);
      await cancelBooking(domain.db, user, second.id);
      await foldCounters(domain.db);
      expect(await shown()).to.include({ activeBookings: 1, pendingPayments: 1 });
    });
    expect(await shown()).to.include({ activeBookings: 0, pendingPayments: 0, freeSlots: 6 });
  });

  it('write one row for each business, however many bookings end', async () => {
    await Promise.all([0, 1, 2, 3, 4].map((which) => book(which, which)));
    await domain.query(`UPDATE bookings SET ${over()}`);
    await domain.query(`DELETE FROM counter_deltas`);
    await domain.query(`UPDATE bookings SET status = 'completed'`);
    expect(await domain.query('SELECT FROM counter_deltas')).to.have.length(2 * places.length);
    await domain.query(`UPDATE bookings SET warned_at = now()`);
    expect(await domain.query('SELECT FROM counter_deltas')).to.have.length(2 * places.length);
  });

  it('can be counted anew where triggers were off', async () => {
    await domain.query('ALTER TABLE bookings DISABLE TRIGGER USER');
    await book();
    await domain.query('ALTER TABLE bookings ENABLE TRIGGER USER');
    expect(await shown()).to.include({ activeBookings: 0 });
    await domain.query('SELECT recount_counters()');
    await compare('counted anew');
    expect(await shown()).to.include({ activeBookings: 1, freeSlots: 5 });
  });
});
