import { groupBy, type Offence } from './invariants/invariant.js';

/** What is owed for the periods of bookings, worked out anew from the events and compared with the payments. */
export interface PaymentRow {
  id: string;
  bookingId: string;
  amount: number;
  status: string;
  periodStartsAt: Date;
  periodEndsAt: Date;
  paidSeconds: number;
}

export interface MoneyEvidence {
  bookings: readonly { id: string; status: string }[];
  payments: readonly PaymentRow[];
  /** In the order in which they happened. */
  events: readonly { type: string; bookingId: string | null; payload: Record<string, unknown> }[];
  /** What an hour costs in each lot: always the same. */
  hourlyRates: ReadonlyMap<string, number>;
}

export const selectPayments = `
  SELECT id, booking_id AS "bookingId", amount::float8, status, period_starts_at AS "periodStartsAt",
         period_ends_at AS "periodEndsAt", paid_seconds AS "paidSeconds"
  FROM payments ORDER BY period_starts_at`;

type Event = MoneyEvidence['events'][number];

interface Segment {
  from: number;
  to: number;
}

/** Whatever is wrong with the money, one sentence for each. Bookings that no event tells the beginning of are left out. */
export function moneyOffences(evidence: MoneyEvidence): Offence[] {
  const eventsOf = groupBy(evidence.events, ({ bookingId }) => bookingId ?? '');
  const paymentsOf = groupBy(evidence.payments, ({ bookingId }) => bookingId);
  return evidence.bookings.flatMap(({ id, status }) => {
    const events = eventsOf.get(id) ?? [];
    if (!events.some(({ type }) => type === 'booking.created')) return [];
    const payments = paymentsOf.get(id) ?? [];
    const whys = [
      ...wrongPrices(events, payments, evidence.hourlyRates),
      ...wrongPeriods(events, payments),
      ...payments.flatMap((payment) => wrongVerdicts(payment, events)),
      ...wrongStatuses(status, payments),
    ];
    return whys.map((why) => ({ id, why }));
  });
}

/** The time that was booked at once, each time that it was. */
function segmentsOf(events: readonly Event[]): Segment[] {
  let known = { startsAt: NaN, endsAt: NaN };
  return events.flatMap(({ type, payload }) => {
    if (!['booking.created', 'booking.renewed', 'booking.reinstated'].includes(type)) return [];
    const now = {
      startsAt: Date.parse(String(payload.startsAt)),
      endsAt: Date.parse(String(payload.endsAt)),
    };
    const from = now.startsAt === known.startsAt ? known.endsAt : now.startsAt;
    known = now;
    return type === 'booking.reinstated' ? [] : [{ from, to: now.endsAt }];
  });
}

/** A renewal that comes in the millisecond of the deadline leaves a gap, which is no whole second. */
const secondsOf = ({ from, to }: Segment) => Math.floor((to - from) / 1_000);

function wrongPrices(
  events: readonly Event[],
  payments: readonly PaymentRow[],
  rates: ReadonlyMap<string, number>,
): string[] {
  const rate = rates.get(String(events[0]?.payload.lotId)) ?? NaN;
  const seconds = segmentsOf(events).map(secondsOf);
  const price = sum(seconds.map((each) => Math.ceil((rate * each) / 3_600)));
  const amount = sum(payments.map((payment) => payment.amount));
  const paidSeconds = sum(payments.map((payment) => payment.paidSeconds));
  return [
    ...(amount === price ? [] : [`its payments come to ${amount}, and the time that was booked to ${price}`]),
    ...(paidSeconds === sum(seconds)
      ? []
      : [`${sum(seconds)} s were booked, and ${paidSeconds} s are paid for`]),
  ];
}

function wrongPeriods(events: readonly Event[], payments: readonly PaymentRow[]): string[] {
  const overlapping = payments.some(({ periodEndsAt }, n) => {
    const next = payments[n + 1];
    return next && next.periodStartsAt < periodEndsAt;
  });
  // What was reinstated has moved.
  const hasMoved = events.some(({ type }) => type === 'booking.reinstated');
  const unpaid = segmentsOf(events).filter(
    ({ from, to }) =>
      payments.filter(
        ({ periodStartsAt, periodEndsAt }) => Number(periodStartsAt) <= from && to <= Number(periodEndsAt),
      ).length !== 1,
  );
  return [
    ...(overlapping ? ['two of its payments are for the same time'] : []),
    ...(hasMoved
      ? []
      : unpaid.map(({ from }) => `no payment is for what begins at ${new Date(from).toISOString()}`)),
  ];
}

/** Which events there are of a payment in each status, beside the request that every one begins with. */
const told: Record<string, readonly string[]> = {
  pending: [],
  void: [],
  verified: ['payment.verified'],
  rejected: ['payment.rejected'],
  refund_due: ['payment.verified'],
  refunded: ['payment.refunded'],
};

function wrongVerdicts({ id, status, amount }: PaymentRow, events: readonly Event[]): string[] {
  const about = events.filter(({ type, payload }) => type.startsWith('payment.') && payload.paymentId === id);
  const count = (type: string) => about.filter((event) => event.type === type).length;
  const last = about.at(-1);
  return [
    ...(count('payment.awaiting-verification') === 1 ? [] : [`nobody, or twice, was asked to verify ${id}`]),
    ...(told[status] ?? ['no such status'])
      .filter((type) => count(type) !== 1)
      .map((type) => `payment ${id} is ${status}, and there is not one ${type}`),
    ...(['pending', 'void'].includes(status) && about.length !== 1
      ? [`payment ${id} was decided, and is ${status}`]
      : []),
    ...(last && last.type !== 'payment.awaiting-verification' && last.payload.amount !== amount
      ? [`payment ${id} has changed after its verdict`]
      : []),
  ];
}

/** What the payments of a booking in each status may not be. */
const forbidden: Record<string, readonly string[]> = {
  active: ['void', 'refund_due'],
  completed: ['void', 'refund_due'],
  cancelled_by_user: ['pending', 'refund_due'],
  cancelled_by_admin: ['pending', 'verified'],
};

function wrongStatuses(status: string, payments: readonly PaymentRow[]): string[] {
  const pending = payments.filter((payment) => payment.status === 'pending');
  return [
    ...payments
      .filter((payment) => forbidden[status]?.includes(payment.status))
      .map((payment) => `it is ${status}, and payment ${payment.id} is ${payment.status}`),
    ...(pending.length > 1 ? ['more than one of its payments is pending'] : []),
  ];
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
