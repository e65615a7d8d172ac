import { expect } from 'chai';
import fc from 'fast-check';
import { openDomain, type Domain } from '../../test/harness/domain.js';
import { moneyOffences, selectPayments, type PaymentRow } from '../../test/faults/money.js';
import { isExclusionViolation } from '../../platform/postgres/errors.js';
import { DomainError } from '../errors.js';
import type { Caller } from '../accounts/caller.js';
import { noBookingLimits } from '../bookings/booking-limits.js';
import type { BookingRecord } from '../bookings/booking-view.js';
import type { Database } from '../../platform/postgres/database.js';
import { createBooking } from '../bookings/create-booking.js';
import { cancelBooking } from '../bookings/cancel-booking.js';
import { declineBooking } from '../bookings/decline-booking.js';
import { renewBooking } from '../bookings/renew-booking.js';
import { refundPayment } from './refund-payment.js';
import { rejectPayment } from './reject-payment.js';
import { verifyLatePayment } from './verify-late-payment.js';
import { verifyPayment } from './verify-payment.js';

const actions = [
  ...['create', 'renew', 'renew', 'renew', 'verify', 'verify', 'reject', 'cancel', 'decline', 'refund'],
  ...['pass', 'reinstate', 'leave over'],
] as const;

/** Something that somebody does to one of the bookings, or that time does. */
const step = fc.record({
  action: fc.constantFrom(...actions),
  which: fc.nat({ max: 3 }),
  seconds: fc.integer({ min: 1, max: 7_200 }),
});
type Step = typeof step extends fc.Arbitrary<infer Each> ? Each : never;

const terms = { leadSeconds: 5, limits: noBookingLimits };
const newBooking = { vehiclePlate: 'B-AB 123', paymentMethod: 'cash' } as const;

/** An hour has no whole price for most numbers of seconds. */
const hourlyRate = 317;

/** As if the booking had been made earlier, so that it is over since a moment ago. */
const shift = `
  WITH moved AS (
    UPDATE bookings SET starts_at = starts_at - by, ends_at = ends_at - by, warn_at = NULL
    FROM (SELECT id, date_trunc('milliseconds', ends_at - now()) + interval '1 second' AS by FROM bookings WHERE id = $1 AND status = 'active') AS late
    WHERE bookings.id = late.id RETURNING late.*
  ),
  paid AS (
    UPDATE payments SET period_starts_at = period_starts_at - by, period_ends_at = period_ends_at - by
    FROM moved WHERE booking_id = moved.id
  )
  UPDATE events SET payload = payload || jsonb_build_object(
    'startsAt', (payload ->> 'startsAt')::timestamptz - by, 'endsAt', (payload ->> 'endsAt')::timestamptz - by)
  FROM moved WHERE booking_id = moved.id`;

describe('Money', function () {
  this.timeout(60_000);
  let domain: Domain;
  let owner: Caller;
  let user: Caller;
  let slotIds: string[];

  before(async () => {
    domain = await openDomain();
    user = await domain.account('user');
  });
  after(() => domain.close());

  const openLot = async () => {
    const opened = await domain.lot(2);
    owner = opened.owner;
    slotIds = opened.lot.slots.map(({ id }) => id);
    await domain.query('UPDATE lots SET hourly_rate_amount = $2 WHERE id = $1', [opened.lot.id, hourlyRate]);
    return opened.lot.id;
  };

  const newestPayment = async (bookingId: string) => {
    const [payment] = await domain.query<{ id: string; amount: number }>(
      'SELECT id, amount FROM payments WHERE booking_id = $1 ORDER BY period_starts_at DESC LIMIT 1',
      [bookingId],
    );
    return payment ?? { id: bookingId, amount: 0 };
  };

  const perform = async (
    { action, which, seconds }: Step,
    bookings: BookingRecord[],
    how: 'alone' | 'together',
  ): Promise<unknown> => {
    const { db } = domain;
    /** As the API does, where those who call at the same time commit together. */
    const perhapsTogether = (act: (db: Database) => Promise<unknown>) =>
      how === 'together' ? db.together(act) : act(db);
    const booking = bookings[which % Math.max(bookings.length, 1)];
    if (action === 'create' || !booking) {
      const input = {
        ...newBooking,
        slotId: slotIds[which % slotIds.length] ?? '',
        durationSeconds: seconds,
      };
      const booked = await perhapsTogether((db) =>
        createBooking(db, user, input, { ...terms, now: new Date() }),
      );
      bookings.push(booked as BookingRecord);
      return;
    }
    const { id } = booking;
    if (action === 'pass') return domain.query(shift, [id]);
    if (action === 'renew') {
      return perhapsTogether((db) => renewBooking(db, user, id, { ...terms, durationSeconds: seconds }));
    }
    if (action === 'cancel') return perhapsTogether((db) => cancelBooking(db, user, id));
    if (action === 'decline') return declineBooking(db, owner, id, 'Flooded');
    const payment = await newestPayment(id);
    if (action === 'verify') {
      return perhapsTogether((db) => verifyPayment(db, owner, payment.id, payment.amount));
    }
    if (action === 'reject') {
      return perhapsTogether((db) => rejectPayment(db, owner, payment.id, 'No money'));
    }
    if (action === 'refund') return refundPayment(db, owner, payment.id);
    const late = { amount: payment.amount, reinstate: action === 'reinstate', leadSeconds: 5 };
    return perhapsTogether((db) => verifyLatePayment(db, owner, payment.id, late));
  };

  /** Refusals are a part of it; anything else is not. */
  const attempt = async (step: Step, bookings: BookingRecord[], how: 'alone' | 'together' = 'alone') => {
    try {
      await perform(step, bookings, how);
    } catch (error) {
      if (!(error instanceof DomainError) && !isExclusionViolation(error)) throw error;
    }
  };

  const offencesIn = async (lotId: string) =>
    moneyOffences({
      bookings: await domain.query('SELECT id, status FROM bookings WHERE lot_id = $1', [lotId]),
      payments: await domain.query<PaymentRow>(selectPayments),
      events: await domain.query(
        `SELECT type, booking_id AS "bookingId", payload FROM events WHERE payload ->> 'lotId' = $1
         ORDER BY occurred_at, id`,
        [lotId],
      ),
      hourlyRates: new Map([[lotId, hourlyRate]]),
    });

  it('is right whatever happens to bookings, one thing after the other', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const lotId = await openLot();
        const bookings: BookingRecord[] = [];
        for (const step of steps) await attempt(step, bookings);
        expect(await offencesIn(lotId)).to.deep.equal([]);
      }),
      { numRuns: 40 },
    );
  });

  for (const how of ['alone', 'together'] as const) {
    it(`is right whatever happens at once, each ${how}, and nobody waits for each other`, async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(step, { minLength: 2, maxLength: 8 }), { minLength: 1, maxLength: 6 }),
          async (rounds) => {
            const lotId = await openLot();
            const bookings: BookingRecord[] = [];
            await attempt({ action: 'create', which: 0, seconds: 3_600 }, bookings);
            for (const steps of rounds) {
              const [passing, others] = [true, false].map((is) =>
                steps.filter(({ action }) => (action === 'pass') === is),
              );
              for (const step of passing ?? []) await attempt(step, bookings);
              await Promise.all((others ?? []).map((step) => attempt(step, bookings, how)));
            }
            expect(await offencesIn(lotId)).to.deep.equal([]);
          },
        ),
        { numRuns: 40 },
      );
      const [database] = await domain.query<{ deadlocks: number }>(
        'SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()',
      );
      expect(database?.deadlocks).to.equal(0);
    });
  }
});
