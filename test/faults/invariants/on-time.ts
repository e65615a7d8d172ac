import type { Invariant, Offence } from './invariant.js';

export const onTime: Invariant = {
  letter: 'T',
  promise: 'on time: never before the deadline, and after it within the SLO or the outage and the SLO',
  check({ events, outages, sloMs }) {
    const offences: Offence[] = [];
    let latestMs = 0;
    for (const { type, bookingId, payload, occurredAt } of events) {
      if (type !== 'booking.expired') continue;
      const endsAt = Date.parse(String(payload.endsAt));
      const lateMs = occurredAt.getTime() - endsAt;
      latestMs = Math.max(latestMs, lateMs);
      const id = bookingId ?? '';
      if (lateMs < 0) offences.push({ id, why: `expired ${-lateMs} ms before its deadline` });
      if (occurredAt.getTime() > outages.allowedUntil(endsAt, sloMs))
        offences.push({ id, why: `expired ${lateMs} ms after its deadline` });
    }
    return { counts: `latest ${latestMs} ms`, offences };
  },
};
