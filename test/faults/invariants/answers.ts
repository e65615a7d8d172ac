import type { Action } from '../recorder.js';
import { groupBy, type Invariant, type Offence } from './invariant.js';

/** The event that proves the effect of an action on a booking, or on a payment. */
const effects: Partial<Record<Action, string>> = {
  renew: 'booking.renewed',
  cancel: 'booking.cancelled',
  decline: 'booking.declined',
  verify: 'payment.verified',
  reject: 'payment.rejected',
  refund: 'payment.refunded',
};

export const answers: Invariant = {
  letter: 'A',
  promise: 'answers hold: ok is exactly one effect, unknown none or one, fail none',
  check({ requests, bookings, events, notifications }) {
    const offences: Offence[] = [];
    const booked = groupBy(bookings, ({ plate }) => plate);
    const happened = groupBy(events, ({ type, bookingId, payload }) =>
      type.startsWith('payment.') ? `${type} ${String(payload.paymentId)}` : `${type} ${bookingId ?? ''}`,
    );
    const rows = new Map(notifications.map((row) => [row.id, row]));

    for (const [key, same] of groupBy(requests, ({ action, target }) => `${action} ${target}`)) {
      const [first] = same;
      if (!first) continue;
      const { action, target } = first;
      const count = (verdict: string) => same.filter((request) => request.verdict === verdict).length;
      const [ok, unknown] = [count('ok'), count('unknown')];
      const event = effects[action];
      if (action === 'read' || action === 'archive') {
        const row = rows.get(target);
        const done = action === 'read' ? row?.readAt : row?.archivedAt;
        if (ok > 0 && !done)
          offences.push({ id: target, why: `${action} was answered ok and has no effect` });
      } else if (action === 'book' || event !== undefined) {
        const found = action === 'book' ? booked.get(target) : happened.get(`${event ?? ''} ${target}`);
        const effect = found?.length ?? 0;
        if (effect < ok || effect > ok + unknown)
          offences.push({
            id: found?.[0]?.id ?? target,
            why: `${key}: ${ok} answered ok, ${unknown} unknown, ${effect} effects`,
          });
      }
    }
    for (const { action, target, attempts } of requests) {
      if (attempts.some(({ status }) => status === 500))
        offences.push({ id: target, why: `${action} was answered with 500` });
    }
    const count = (verdict: string) => requests.filter((request) => request.verdict === verdict).length;
    return { counts: `${count('ok')} ok, ${count('fail')} fail, ${count('unknown')} unknown`, offences };
  },
};
