import { groupBy, type Invariant, type Offence } from './invariant.js';

export const expiry: Invariant = {
  letter: 'E',
  promise: 'exactly one expiry event per booking and deadline version that was reached',
  check({ events, bookings, outages, sloMs, takenAt }) {
    const offences: Offence[] = [];
    const expiries = groupBy(
      events.filter(({ type }) => type === 'booking.expired'),
      ({ bookingId, payload }) => `${bookingId ?? ''} ${String(payload.deadlineVersion)}`,
    );
    for (const [key, twice] of expiries) {
      if (twice.length > 1)
        offences.push({ id: key.split(' ')[0] ?? '', why: `expired ${twice.length} times, by ${key}` });
    }
    for (const { id, version, status, endsAt } of bookings) {
      const expired = (expiries.get(`${id} ${version}`) ?? []).length;
      if (status === 'completed' && expired === 0)
        offences.push({ id, why: `completed, yet version ${version} has no expiry event` });
      if (status !== 'completed' && expired > 0)
        offences.push({ id, why: `is ${status}, yet version ${version} has expired` });
      if (status === 'active' && takenAt.getTime() > outages.allowedUntil(endsAt.getTime(), sloMs))
        offences.push({ id, why: `should have expired at ${endsAt.toISOString()}` });
    }
    return { counts: `${expiries.size} expiries of ${bookings.length} bookings`, offences };
  },
};
