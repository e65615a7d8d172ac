import { expect } from 'chai';
import type { Domain } from '../../test/harness/domain.js';
import { useLotForEach } from '../../test/harness/open-lot.js';
import { DomainError } from '../errors.js';
import type { Caller } from '../accounts/caller.js';
import { verifyPayment } from '../payments/verify-payment.js';
import { noBookingLimits, type BookingLimits } from './booking-limits.js';
import type { BookingRecord } from './booking-view.js';
import { cancelBooking } from './cancel-booking.js';
import { createBooking } from './create-booking.js';
import { renewBooking } from './renew-booking.js';

describe('The limits of bookings', () => {
  let domain: Domain;
  let user: Caller;
  let owner: Caller;
  let lotId: string;
  let slotIds: string[];

  useLotForEach(12, (opened) => ({ domain, owner, user, lotId, slotIds } = opened));

  const five = { activePerUser: 5, newPerHour: 0 };
  const book = (
    limits: BookingLimits,
    { startsAt, by = user }: { startsAt?: string; by?: Caller } = {},
    db = domain.db,
  ) =>
    createBooking(
      db,
      by,
      {
        ...{
          slotId: slotIds.pop() ?? '',
          durationSeconds: 3_600,
          vehiclePlate: 'B-PM 1',
          paymentMethod: 'cash' as const,
        },
        ...(startsAt === undefined ? {} : { startsAt }),
      },
      { leadSeconds: 300, limits, now: new Date() },
    );
  const codes = async (attempts: Promise<unknown>[]) =>
    (await Promise.allSettled(attempts)).map((one) =>
      one.status === 'fulfilled'
        ? 'booked'
        : one.reason instanceof DomainError
          ? one.reason.code
          : String(one.reason),
    );
  const times = (count: number, word: string) => Array<string>(count).fill(word);
  const end = ({ id }: BookingRecord) => domain.end(id);

  it('hold for those that ask at the same moment, in transactions of their own and without', async () => {
    const inTransaction = () => domain.db.transaction((tx) => book(five, {}, tx));
    const answers = await codes([...times(5, '').map(() => book(five)), ...times(5, '').map(inTransaction)]);
    expect(answers.toSorted()).to.deep.equal([...times(5, 'booked'), ...times(5, 'too_many_bookings')]);
    expect(await codes([book(five, { by: await domain.account('user') })])).to.deep.equal(['booked']);
  });

  it('count what has not begun, and neither what is over nor what was cancelled', async () => {
    const startsAt = new Date(Date.now() + 86_400_000).toISOString();
    const later = await book(five, { startsAt });
    const [first, second] = [await book(five), await book(five)];
    await Promise.all([book(five), book(five)]);
    expect(await codes([book(five)])).to.deep.equal(['too_many_bookings']);
    await end(first);
    await cancelBooking(domain.db, user, second.id);
    await cancelBooking(domain.db, user, later.id);
    expect(await codes([book(five), book(five), book(five)])).to.deep.equal(times(3, 'booked'));
    expect(await codes([book(five)])).to.deep.equal(['too_many_bookings']);
  });

  it('say how many it may be, and are none where they are 0', async () => {
    await book(five);
    const [refused] = await Promise.allSettled([book({ ...five, activePerUser: 1 })]);
    expect(refused).to.have.nested.property('reason.detail').that.contains('1 active booking at once');
    expect(refused).to.have.nested.property('reason.extra.extensions.limit', 1);
    expect(await codes(times(6, '').map(() => book(noBookingLimits)))).to.deep.equal(times(6, 'booked'));
  });

  it('count a renewal that makes a completed booking active again, and tell of its failure', async () => {
    const over = await book(five);
    await end(over);
    const running = await Promise.all(times(5, '').map(() => book(five)));
    const renew = (booking: BookingRecord) =>
      renewBooking(domain.db, user, booking.id, {
        durationSeconds: 600,
        leadSeconds: 300,
        limits: { ...noBookingLimits, ...five },
      });
    expect(await renew(over)).to.include({ code: 'too_many_bookings' });
    const failed = await domain.query(
      `SELECT FROM events WHERE booking_id = $1 AND type = 'booking.renewal-failed' AND payload ->> 'reason' = 'too_many_bookings'`,
      [over.id],
    );
    expect(failed).to.have.length(1);
    const [first] = running;
    if (!first) throw new Error('nothing was booked');
    expect(await renew(first)).to.include({ status: 'active', deadlineVersion: 2 });
    await cancelBooking(domain.db, user, first.id);
    const [renewed, booked] = await Promise.all([renew(over), codes([book(five)])]);
    expect([renewed instanceof DomainError ? renewed.code : 'booked', ...booked].toSorted()).to.deep.equal([
      'booked',
      'too_many_bookings',
    ]);
  });

  it('of a lot count what is held there unpaid', async () => {
    await domain.query('UPDATE lots SET unpaid_bookings_per_user = 2 WHERE id = $1', [lotId]);
    const answers = await codes(times(4, '').map(() => book(five)));
    expect(answers.toSorted()).to.deep.equal([
      ...times(2, 'booked'),
      ...times(2, 'too_many_unpaid_bookings'),
    ]);
    const [held] = await domain.query<{ id: string }>(
      'SELECT id FROM payments WHERE business_id IN (SELECT business_id FROM lots WHERE id = $1)',
      [lotId],
    );
    await verifyPayment(domain.db, owner, held?.id ?? '');
    expect(await codes([book(five)])).to.deep.equal(['booked']);
    expect(await codes([book(five)])).to.deep.equal(['too_many_unpaid_bookings']);
    slotIds = (await domain.lot(1)).lot.slots.map(({ id }) => id);
    expect(await codes([book(five)])).to.deep.equal(['booked']);
  });

  it('bound how many are made in an hour, cancelled ones included, and say how long to wait', async () => {
    const three = { activePerUser: 0, newPerHour: 3 };
    for (let n = 0; n < 3; n++) await cancelBooking(domain.db, user, (await book(three)).id);
    const [refused] = await Promise.allSettled([book(three)]);
    expect(refused).to.have.nested.property('reason.code', 'too_many_requests');
    expect(refused).to.have.nested.property('reason.extra.retryAfterSeconds').that.is.within(3_500, 3_600);
    expect(await codes([book({ ...three, newPerHour: 4 })])).to.deep.equal(['booked']);
  });

  it('are no reason for a slot that does not exist to look as if it did', async () => {
    await book(five);
    slotIds.push('00000000-0000-7000-8000-000000000000');
    expect(await codes([book({ ...five, activePerUser: 1 })])).to.deep.equal(['not_found']);
  });
});
