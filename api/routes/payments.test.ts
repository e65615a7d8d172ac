import { expect } from 'chai';
import type { Booking, Quote } from '../../contract/api/bookings.js';
import type { CreatedLot } from '../../contract/api/businesses.js';
import type { ListedPayment, Payment } from '../../contract/api/payments.js';
import type { ProblemDocument } from '../../contract/api/problem.js';
import type { Page } from '../../contract/values.js';
import { TestApi } from '../../test/harness/api.js';

describe('Money, over HTTP', () => {
  let api: TestApi;
  let user: string;
  let owner: string;
  let lot: CreatedLot;

  before(async () => {
    api = await TestApi.start({ env: { BOOKING_TOTAL_MAX_SECONDS: 604_800, ACTIVE_BOOKINGS_PER_USER: 0 } });
    user = (await api.signedIn('user')).accessToken;
    owner = (await api.signedIn('owner')).accessToken;
    const { id } = await ok<{ id: string }>(owner, '/businesses', { name: 'B' });
    lot = await ok<CreatedLot>(owner, `/businesses/${id}/lots`, {
      ...{ name: 'L', address: 'A', timezone: 'UTC', slotCount: 40 },
      hourlyRate: { amount: 100, currency: 'EUR' },
    });
  });
  after(() => api.stop());

  const post = <Body>(token: string, path: string, body: unknown) =>
    api.call<Body>('POST', path, { token, body });
  const ok = async <Body>(token: string, path: string, body: unknown) => {
    const answer = await post<Body>(token, path, body);
    expect(answer.status, JSON.stringify(answer.body)).to.be.below(300);
    return answer.body;
  };
  const refused = async (token: string, path: string, body: unknown) => {
    const answer = await post<ProblemDocument>(token, path, body);
    return [answer.status, answer.body.code, answer.body] as const;
  };
  const slot = () => lot.slots.pop()?.id ?? '';
  const book = (slotId = slot()) =>
    ok<Booking>(user, '/bookings', {
      ...{ slotId, durationSeconds: 3_601, vehiclePlate: 'P', paymentMethod: 'cash' },
    });
  const renew = ({ id }: Booking, durationSeconds = 3_600) =>
    ok<Booking>(user, `/bookings/${id}/renew`, { durationSeconds });

  it('is quoted, booked, renewed, verified and listed, period by period', async () => {
    const slotId = slot();
    const quoted = await ok<Quote>(user, '/bookings/quote', { slotId, durationSeconds: 3_601 });
    expect(quoted.price).to.deep.equal({ amount: 101, currency: 'EUR' });
    expect(Date.parse(quoted.endsAt) - Date.parse(quoted.startsAt)).to.equal(3_601_000);
    expect(quoted.availableUntil).to.equal(null);

    const booking = await book(slotId);
    expect(booking.payment.amount).to.equal(101);
    const { id } = booking.payment;
    const grown = await renew(booking);
    expect(grown.payments).to.deep.equal([grown.payment]);

    const [status, code, problem] = await refused(owner, `/payments/${id}/verify`, { amount: 101 });
    expect([status, code, problem.amount]).to.deep.equal([409, 'amount_changed', 201]);
    const verified = await ok<Payment>(owner, `/payments/${id}/verify`, { amount: 201 });
    expect(verified).to.include({ status: 'verified', periodEndsAt: grown.endsAt });

    const renewal = { bookingId: booking.id, durationSeconds: 600 };
    const { price, endsAt } = await ok<Quote>(user, '/bookings/quote', renewal);
    const renewed = await renew(booking, 600);
    expect(renewed.endsAt).to.equal(endsAt);
    expect(renewed.payments.map(({ amount }) => amount)).to.deep.equal([201, price.amount]);
    expect(renewed.payments[1]).to.deep.equal(renewed.payment);

    const shown = await api.call<Booking>('GET', `/bookings/${booking.id}`, { token: owner });
    expect(shown.body.payments).to.deep.equal(renewed.payments);
    const list = await api.call<Page<ListedPayment>>('GET', '/payments?order=oldest', { token: user });
    const { lotId, lotName, timezone, slotCode, vehiclePlate, startsAt } = renewed;
    const of = { lotId, lotName, timezone, slotCode, vehiclePlate, startsAt, endsAt };
    expect(list.body.items).to.deep.equal(renewed.payments.map((payment) => ({ ...payment, booking: of })));
  });

  it('is refused where the price that was shown is no price, and is booked and renewed at the one that is', async () => {
    const booking = await book(slot());
    const asked = { slotId: slot(), durationSeconds: 3_600, vehiclePlate: 'B-PM 1', paymentMethod: 'cash' };
    for (const price of [
      { amount: 100, currency: '\u0000' },
      { amount: 100, currency: '\ud800' },
      { amount: 100, currency: 'eur' },
      { amount: -1, currency: 'EUR' },
      { amount: 1e300, currency: 'EUR' },
      { amount: 100, currency: 'EUR', of: 'an hour' },
    ])
      for (const [path, body] of [
        ['/bookings', asked],
        [`/bookings/${booking.id}/renew`, { durationSeconds: 3_600 }],
      ] as const) {
        const [status, code] = await refused(user, path, { ...body, price });
        expect([status, code], JSON.stringify(price)).to.deep.equal([400, 'invalid_request']);
      }
    const price = { amount: 100, currency: 'EUR' };
    await ok<Booking>(user, '/bookings', { ...asked, price });
    await ok<Booking>(user, `/bookings/${booking.id}/renew`, { durationSeconds: 3_600, price });
  });

  it('is not quoted for somebody else, nor for a body that is neither of the two', async () => {
    const booking = await book();
    const asked = { bookingId: booking.id, durationSeconds: 600 };
    expect((await refused(owner, '/bookings/quote', asked))[0]).to.equal(403);
    const { accessToken } = await api.signedIn('user');
    expect((await refused(accessToken, '/bookings/quote', asked))[0]).to.equal(404);
    for (const wrong of [{}, { ...asked, slotId: slot() }, { ...asked, durationSeconds: 1 }]) {
      expect((await refused(user, '/bookings/quote', wrong)).slice(0, 2)).to.deep.equal([
        400,
        'invalid_request',
      ]);
    }
  });

  it('is bounded by what a booking may last with all its renewals', async () => {
    const booking = await book();
    const [status, code, problem] = await refused(user, `/bookings/${booking.id}/renew`, {
      durationSeconds: 604_800,
    });
    expect([status, code]).to.deep.equal([409, 'booking_too_long']);
    expect(problem).to.include({ maxSeconds: 604_800, bookedSeconds: 3_601 });
  });

  it('is given back where it was verified before the booking was declined', async () => {
    const booking = await book();
    const { id } = booking.payment;
    expect((await refused(owner, `/payments/${id}/refund`, {})).slice(0, 2)).to.deep.equal([
      409,
      'not_refundable',
    ]);
    await ok(owner, `/payments/${id}/verify`, {});
    const declined = await ok<Booking>(owner, `/bookings/${booking.id}/decline`, { reason: 'Flooded' });
    expect(declined.payment.status).to.equal('refund_due');
    expect((await refused(owner, `/payments/${id}/verify`, {})).slice(0, 2)).to.deep.equal([
      409,
      'payment_decided',
    ]);
    const due = await api.call<Page<Payment>>('GET', '/payments?status=refund_due', { token: owner });
    expect(due.body.items.map((payment) => payment.id)).to.deep.equal([id]);
    for (let times = 0; times < 2; times++) {
      expect(await ok<Payment>(owner, `/payments/${id}/refund`, {})).to.have.property('status', 'refunded');
    }
  });

  it('that comes late lets the booking run again, or says what can be done', async () => {
    const [free, taken] = [await book(), await book()];
    await api.services.db.manager.query(
      `UPDATE bookings SET starts_at = now() - interval '2 hours', ends_at = now() - interval '1 hour' WHERE id = ANY($1)`,
      [[free.id, taken.id]],
    );
    await book(taken.slotId);
    await ok(owner, `/payments/${free.payment.id}/verify`, { reinstate: true });
    const shown = await api.call<Booking>('GET', `/bookings/${free.id}`, { token: user });
    expect(shown.body).to.include({ status: 'active', deadlineVersion: 2 });
    const [status, code, problem] = await refused(owner, `/payments/${taken.payment.id}/verify`, {
      reinstate: true,
    });
    expect([status, code]).to.deep.equal([409, 'slot_taken']);
    expect(problem.choices).to.deep.equal(['verify', 'reject', 'refund']);
    expect(problem.availableUntil).to.equal(null);
  });
});
