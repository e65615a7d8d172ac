import { expect } from 'chai';
import { examples } from '../harness/event-examples.js';
import { moneyOffences, type MoneyEvidence, type PaymentRow } from './money.js';

const { bookingId: id, lotId, ...facts } = examples['booking.created'];
const at = (minutes: number) => new Date(1_800_000_000_000 + minutes * 60_000);

/** An hour that was verified, and half an hour more that is pending. */
function green() {
  const payment = (name: string, from: number, to: number, status: string): PaymentRow => ({
    ...{ id: name, bookingId: id, amount: 5 * (to - from), status },
    ...{ periodStartsAt: at(from), periodEndsAt: at(to), paidSeconds: (to - from) * 60 },
  });
  const [first, second] = [payment('first', 0, 60, 'verified'), payment('second', 60, 90, 'pending')];
  const event = (type: string, endsAt: Date, more = {}) => ({
    ...{ type, bookingId: id },
    payload: {
      ...{ ...facts, lotId, startsAt: at(0).toISOString(), endsAt: endsAt.toISOString(), ...more },
    } as Record<string, unknown>,
  });
  const about = ({ id: paymentId, amount, periodEndsAt }: PaymentRow, type: string) =>
    event(type, periodEndsAt, { paymentId, amount });
  const booking = { id, status: 'active' };
  return {
    ...{ first, second, booking },
    bookings: [booking],
    payments: [first, second],
    events: [
      event('booking.created', at(60)),
      about(first, 'payment.awaiting-verification'),
      about(first, 'payment.verified'),
      event('booking.renewed', at(90)),
      about(second, 'payment.awaiting-verification'),
    ],
    hourlyRates: new Map([[lotId, 300]]),
  } satisfies MoneyEvidence & Record<string, unknown>;
}

describe('The check of the money', () => {
  it('is content when every period is paid for once', () => {
    expect(moneyOffences(green())).to.deep.equal([]);
  });

  const ways: [string, (stage: ReturnType<typeof green>) => unknown][] = [
    ['a renewal was free', ({ payments, events }) => [payments.pop(), events.pop()]],
    ['a renewal costs too little', ({ second }) => (second.amount -= 1)],
    ['a renewal is paid for twice', ({ payments, second }) => payments.push({ ...second, id: 'third' })],
    ['a payment is for another time', ({ second }) => (second.periodStartsAt = at(61))],
    ['two payments are for the same time', ({ second }) => (second.periodStartsAt = at(59))],
    ['nobody was asked to verify a payment', ({ events }) => events.pop()],
    ['a verdict was lost', ({ first }) => (first.status = 'pending')],
    [
      'a verdict was of another amount',
      ({ events }) => (events[2]!.payload = { ...events[2]!.payload, amount: 1 }),
    ],
    ['a payment of a cancelled booking is pending', ({ booking }) => (booking.status = 'cancelled_by_user')],
    ['a payment of a declined booking is kept', ({ booking }) => (booking.status = 'cancelled_by_admin')],
    ['a payment of a running booking is void', ({ second }) => (second.status = 'void')],
  ];
  for (const [what, spoil] of ways) {
    it(`finds that ${what}`, () => {
      const stage = green();
      spoil(stage);
      expect(moneyOffences(stage)).not.to.deep.equal([]);
    });
  }
});
