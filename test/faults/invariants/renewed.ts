import { groupBy, type Invariant, type Offence } from './invariant.js';

export const renewed: Invariant = {
  letter: 'R',
  promise: 'no expiry for a deadline that a renewal had superseded',
  check({ events }) {
    const offences: Offence[] = [];
    const renewals = events.filter(({ type }) => type === 'booking.renewed');
    const byBooking = groupBy(renewals, ({ bookingId }) => bookingId ?? '');
    for (const { type, bookingId, payload, occurredAt } of events) {
      if (type !== 'booking.expired') continue;
      const version = Number(payload.deadlineVersion);
      const before = (byBooking.get(bookingId ?? '') ?? []).find(
        (renewal) => Number(renewal.payload.deadlineVersion) > version && renewal.occurredAt < occurredAt,
      );
      if (before)
        offences.push({
          id: bookingId ?? '',
          why: `version ${version} expired after it was renewed at ${before.occurredAt.toISOString()}`,
        });
    }
    return { counts: `${renewals.length} renewals`, offences };
  },
};
